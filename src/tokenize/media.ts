/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A set of names, from a list with blanks or line breaks between them. */
export const namesOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Bounded up to the bytes themselves, so that no text makes the search slow. */
const DATA_URL = /data:[\w.+-]{1,99}\/[\w.+-]{1,99}(?:;[\w.+-]{1,99}=[^;,\s"]{0,99}){0,4};base64,[\w+/=%-]*/g;

/** The text without its `data:…;base64,…` URLs, and how many they were. Models are sent those as media. */
export function withoutDataUrls(text: string): { readonly text: string; readonly media: number } {
  if (!text.includes(';base64,')) return { text, media: 0 };
  let media = 0;
  const rest = text.replace(DATA_URL, () => {
    media += 1;
    return '';
  });
  return { text: rest, media };
}

const MEDIA_TYPES = namesOf(`
  image image_url input_image output_image image_generation_call computer_screenshot
  audio audio_url input_audio output_audio video video_url input_video
  document document_url file file_url input_file container_upload media blob uri
`);

/** Members that hold an image, a file or a sound, or where one is to be found. */
export const MEDIA_KEYS = namesOf(`
  image images image_url audio audio_url input_audio video video_url
  document document_url file fileData file_data inlineData inline_data
`);

/** A content part that is an image, a file or a sound by its `type`. */
export const isMediaPart = ({ type }: JsonObject): boolean =>
  typeof type === 'string' && MEDIA_TYPES.has(type);

/**
 * The same inside of arguments and results, whose members can have any name: only where it carries the bytes,
 * or says where they are.
 */
export function isEncodedMedia(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { inlineData, inline_data = inlineData } = value;
  if (isObject(inline_data) && 'data' in inline_data) return true;
  return isMediaPart(value) && ['data', 'source', 'image_url', 'file_data'].some((key) => key in value);
}
