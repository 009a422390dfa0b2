/**
 * A price map in the form of LiteLLM's, as large as the real one and with all the kinds of fields that it has had,
 * made of invented models. Each recipe says itself what must become of its entries.
 */

export type Fate =
  | 'book'
  | 'known'
  | 'no-model'
  | 'malformed'
  | 'no-price'
  | 'zero'
  | 'varies'
  | 'no-number'
  | 'inexact'
  | 'ranges'
  | 'clash'
  | 'again';

interface Entry {
  readonly key: string;
  /** JSON text. */
  readonly text: string;
  readonly fate: Fate;
}

/** Thousandths of a dollar per million tokens, as LiteLLM writes them: in dollars per token. */
export const perToken = (thousandths: number): string => `${thousandths}e-09`;

const HOSTS = [
  'nimbus_ai',
  'quarry',
  'hearth-cloud',
  'lumen_inference',
  'polder',
  'skerry_ai',
  'tundra',
  'wicker.dev',
];
const MAKERS = ['Arbor', 'Basalt', 'Cinder', 'Dune', 'Ember', 'Fjord', 'Gale'];

/** A few prices that are no multiples of each other, in thousandths. */
export const inputOf = (index: number): number => 50 + ((index * 37) % 9950);
export const outputOf = (index: number): number => inputOf(index) * 4 + (index % 7);

const host = (index: number): string => HOSTS[index % HOSTS.length] ?? '';
const maker = (index: number): string => MAKERS[index % MAKERS.length] ?? '';

const CAPABILITIES = [
  ['supports_function_calling', 'true'],
  ['supports_vision', 'false'],
  ['supports_response_schema', 'true'],
  ['supported_endpoints', '["/v1/chat/completions"]'],
  ['supported_modalities', '["text"]'],
  ['source', '"https://example.org/prices"'],
] as const;

type Fields = readonly (readonly [string, string])[];

const entry = (key: string, fields: Fields, fate: Fate): Entry => ({
  key,
  text: `{${fields.map(([name, value]) => `"${name}": ${value}`).join(', ')}}`,
  fate,
});

/** A chat model of an invented host, with further fields. */
function chat(
  index: number,
  further: Fields,
  { fate = 'book', mode = 'chat', name = '' }: Partial<Shape> = {},
): Entry {
  const own = name === '' ? `${maker(index)}/${maker(index + 3)}-${index}b` : name;
  const fields: Fields = [
    ['litellm_provider', `"${host(index)}"`],
    ['mode', `"${mode}"`],
    ['max_input_tokens', String(32_768 * (1 + (index % 8)))],
    ['max_output_tokens', '8192'],
    ['max_tokens', '8192'],
    ...CAPABILITIES.slice(index % 3, 3 + (index % 4)),
    ...further,
  ];
  return entry(`${host(index)}/${own}`, fields, fate);
}

interface Shape {
  readonly fate: Fate;
  readonly mode: string;
  readonly name: string;
}

const plain = (index: number): Fields => [
  ['input_cost_per_token', perToken(inputOf(index))],
  ['output_cost_per_token', perToken(outputOf(index))],
];

const read = (index: number): readonly [string, string] => [
  'cache_read_input_token_cost',
  perToken(Math.round(inputOf(index) / 10)),
];

const write = (index: number): Fields => [
  ['cache_creation_input_token_cost', perToken(inputOf(index) + 11)],
  ['cache_creation_input_token_cost_above_1hr', perToken(inputOf(index) * 2)],
];

const SIZES = ['32k', '128k', '200k', '256k', '272k', '512k'];

function sized(index: number): Fields {
  const size = SIZES[index % SIZES.length] ?? '';
  return [
    ...plain(index),
    read(index),
    [`input_cost_per_token_above_${size}_tokens`, perToken(inputOf(index) * 2)],
    [`output_cost_per_token_above_${size}_tokens`, perToken(outputOf(index) + 500)],
    [`cache_read_input_token_cost_above_${size}_tokens`, perToken(inputOf(index) + 1)],
  ];
}

const TIERS = ['batches', 'flex', 'priority', 'ultrafast'];

function tiered(index: number): Fields {
  const tier = TIERS[index % TIERS.length] ?? '';
  return [
    ...plain(index),
    read(index),
    [`input_cost_per_token_${tier}`, perToken(inputOf(index) * 3)],
    [`output_cost_per_token_${tier}`, perToken(outputOf(index) * 3)],
  ];
}

const audio = (index: number): Fields => [
  ...plain(index),
  ['input_cost_per_audio_token', perToken(inputOf(index) * 9)],
  ['output_cost_per_audio_token', perToken(outputOf(index) * 9)],
  ['cache_read_input_audio_token_cost', perToken(inputOf(index))],
];

/** Odd and even ones: another price for reasoning, and the same. */
const reasoning = (index: number): Fields => [
  ...plain(index),
  ['output_cost_per_reasoning_token', perToken(outputOf(index) + (index % 2) * 7)],
];

/** 1.500000000000004e-06 and the like: a price with an error in its 16th digit. */
function noisy(index: number): Fields {
  const digits = String(inputOf(index));
  const zeros = '0'.repeat(15 - digits.length);
  return [
    ['input_cost_per_token', `${digits}${zeros}4e-${9 + 16 - digits.length}`],
    ['output_cost_per_token', perToken(outputOf(index))],
  ];
}

const ranges = (index: number): Fields => [
  [
    'tiered_pricing',
    `[{"range": [0, 256000], "input_cost_per_token": ${perToken(inputOf(index))}, "output_cost_per_token": ${perToken(outputOf(index))}}, ` +
      `{"range": [256000, 1000000], "input_cost_per_token": ${perToken(inputOf(index) * 3)}, "output_cost_per_token": ${perToken(outputOf(index) * 3)}}]`,
  ],
];

const broken = (index: number): Fields => [
  [
    'tiered_pricing',
    `[{"range": [0, 1000], "input_cost_per_token": ${perToken(inputOf(index))}}, {"range": [5000, 9000], "input_cost_per_token": 1e-06}]`,
  ],
];

const FEES: Fields = [
  ['search_context_cost_per_query', '{"search_context_size_low": 0.025, "search_context_size_high": 0.03}'],
  ['off_peak_pricing', '{"hours_utc": "16:30-00:30", "input_cost_per_token": 1e-07}'],
  ['provider_specific_entry', '{"fast": 6, "us": 1.1}'],
  ['regional_processing_uplift_multiplier_eu', '1.1'],
  ['vector_store_cost_per_gb_per_day', '0.1'],
  ['file_search_cost_per_1k_calls', '2.5'],
  ['code_interpreter_cost_per_session', '0.03'],
  ['input_cost_per_image', '0.0048'],
  ['input_cost_per_character', '2e-06'],
  ['input_cost_per_video_per_second', '0.0005'],
  ['input_dbu_cost_per_token', '7.143e-06'],
  ['input_cost_per_image_token', '3e-06'],
  ['citation_cost_per_token', '2e-06'],
  ['cache_creation_input_audio_token_cost', '4e-06'],
  ['input_cost_per_token_balanced', '5e-06'],
  ['cache_read_input_token_cost_priority', '5e-06'],
  ['input_cost_per_token_above_64k_tokens_flex', '5e-06'],
  ['ocr_cost_per_page', '0.001'],
  ['input_cost_per_request', '0.005'],
];

const withFee = (index: number): Fields => [...plain(index), FEES[index % FEES.length] ?? ['comment', '""']];

const image = (index: number): Fields => [
  ['output_cost_per_image', '0.04'],
  ['input_cost_per_pixel', `${index + 1}e-08`],
  ['output_cost_per_pixel', '0.0'],
];

/** Entries of a recipe, from `from` on. */
const some = (from: number, count: number, make: (index: number) => Entry): readonly Entry[] =>
  Array.from({ length: count }, (_, index) => make(from + index));

const KNOWN: readonly Entry[] = [
  ['gpt-5.5', 'openai'],
  ['azure/gpt-5.5', 'azure'],
  ['claude-opus-4-7', 'anthropic'],
  ['us.anthropic.claude-opus-4-7', 'bedrock_converse'],
  ['vertex_ai/claude-opus-4-7', 'vertex_ai-anthropic_models'],
  ['deepseek/deepseek-v4-pro', 'deepseek'],
  ['openrouter/anthropic/claude-opus-4.7', 'openrouter'],
].map(([key = '', provider = ''], index) =>
  entry(key, [['litellm_provider', `"${provider}"`], ['mode', '"chat"'], ...plain(index)], 'known'),
);

/** Keys of clouds, with regions and fine-tuned models. */
const CLOUDS: readonly Entry[] = [
  ['azure/eu/arbor-9', 'azure'],
  ['bedrock/us-east-1/arbor.basalt-v1', 'bedrock'],
  ['ft:arbor-mini-2025', 'openai'],
  ['vertex_ai/arbor-maas', 'vertex_ai-llama_models'],
  ['arbor-embed@001', 'vertex_ai-embedding-models'],
  ['amazon-nova/arbor-nova', 'amazon_nova'],
].map(([key = '', provider = ''], index) =>
  entry(key, [['litellm_provider', `"${provider}"`], ['mode', '"chat"'], ...plain(index)], 'book'),
);

/** One model of Vertex under two keys: twice alike, or at two prices. */
function twins(index: number, isAlike: boolean): readonly Entry[] {
  const fields = (of: number): Fields => [
    ['litellm_provider', '"vertex_ai-language-models"'],
    ['mode', '"chat"'],
    ...plain(of),
  ];
  const name = `${isAlike ? 'twin' : 'rival'}-${index}`;
  return [
    entry(name, fields(index), isAlike ? 'book' : 'clash'),
    entry(`vertex_ai/${name}`, fields(isAlike ? index : index + 1), isAlike ? 'again' : 'clash'),
  ];
}

const ODD: readonly Entry[] = [
  entry(
    'sample_spec',
    [
      ['litellm_provider', '"one of the providers"'],
      ['input_cost_per_token', '0.0'],
    ],
    'no-model',
  ),
  { key: 'a-text', text: '"soon"', fate: 'malformed' },
  entry('nobody/sells-it', [['mode', '"chat"'], ...plain(1)], 'malformed'),
  entry('odd host/model', [['litellm_provider', '"odd host!"'], ...plain(1)], 'malformed'),
];

const RECIPES: readonly Entry[] = [
  ...ODD,
  ...KNOWN,
  ...CLOUDS,
  ...some(1000, 200, (index) => chat(index, [...plain(index), read(index), ...write(index)])),
  ...some(2000, 150, (index) => chat(index, sized(index))),
  ...some(3000, 150, (index) => chat(index, tiered(index))),
  ...some(4000, 60, (index) => chat(index, audio(index))),
  ...some(5000, 120, (index) =>
    chat(
      index,
      [
        ['input_cost_per_token', perToken(inputOf(index))],
        ['output_cost_per_token', '0.0'],
      ],
      { mode: 'embedding' },
    ),
  ),
  ...some(6000, 60, (index) => chat(index, reasoning(index))),
  ...some(7000, 60, (index) => chat(index, noisy(index))),
  ...some(8000, 40, (index) => chat(index, ranges(index))),
  ...some(8100, 5, (index) => chat(index, broken(index), { fate: 'ranges' })),
  ...some(9000, 190, (index) => chat(index, withFee(index))),
  ...some(10_000, 250, (index) => chat(index, image(index), { mode: 'image_generation', fate: 'no-price' })),
  ...some(11_000, 100, (index) =>
    chat(
      index,
      [
        ['input_cost_per_second', '0.0001'],
        ['output_cost_per_second', '0.0'],
      ],
      { mode: 'audio_transcription', fate: 'no-price' },
    ),
  ),
  ...some(12_000, 60, (index) =>
    chat(index, [['input_cost_per_character', '1.5e-05']], { mode: 'audio_speech', fate: 'no-price' }),
  ),
  ...some(13_000, 40, (index) =>
    chat(index, [['input_cost_per_query', '0.002']], { mode: 'rerank', fate: 'no-price' }),
  ),
  ...some(14_000, 10, (index) =>
    chat(index, [['tiered_pricing', '[{"max_results_range": [0, 25], "input_cost_per_query": 0.005}]']], {
      mode: 'search',
      fate: 'no-price',
    }),
  ),
  ...some(15_000, 150, (index) =>
    chat(
      index,
      [
        ['input_cost_per_token', '0'],
        ['output_cost_per_token', '0.0'],
      ],
      { fate: 'zero' },
    ),
  ),
  ...some(16_000, 10, (index) =>
    chat(
      index,
      [
        ['input_cost_per_token', '-1e-06'],
        ['output_cost_per_token', '2e-06'],
      ],
      { fate: 'varies' },
    ),
  ),
  ...some(16_100, 5, (index) =>
    chat(
      index,
      [
        ['input_cost_per_token', '"on request"'],
        ['output_cost_per_token', '2e-06'],
      ],
      { fate: 'no-number' },
    ),
  ),
  ...some(16_200, 15, (index) =>
    chat(
      index,
      [
        ['input_cost_per_token', '3.3333333333333335e-07'],
        ['output_cost_per_token', '2e-06'],
      ],
      { fate: 'inexact' },
    ),
  ),
  ...some(17_000, 15, (index) => chat(index, [...plain(index), ['price_per_thought', '0.5']])),
  ...some(17_100, 10, (index) => chat(index, [...plain(index), ['deprecation_date', '"2027-03-31"']])),
  ...Array.from({ length: 30 }, (_, index) => twins(index, true)).flat(),
  ...Array.from({ length: 10 }, (_, index) => twins(index, false)).flat(),
];

export const MAP_SIZE = 3000;

/** The invented map. */
export const LITELLM_ENTRIES: readonly Entry[] = [
  ...RECIPES,
  ...some(20_000, MAP_SIZE - RECIPES.length, (index) => chat(index, plain(index))),
];

export const LITELLM_MAP = `{\n${LITELLM_ENTRIES.map(({ key, text }) => `"${key}": ${text}`).join(',\n')}\n}\n`;

export const fateCount = (...fates: readonly Fate[]): number =>
  LITELLM_ENTRIES.filter(({ fate }) => fates.includes(fate)).length;
