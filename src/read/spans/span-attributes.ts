import type { CostKind } from '../../domain/raw-call.ts';
import { firstIn, scalarText } from '../members.ts';
import type { Attributes } from './flat-span.ts';

/**
 * Under which names instrumentations write what a span says, the best first: the OpenTelemetry conventions of all
 * years (`gen_ai.*`), OpenInference (`llm.*`), Traceloop, Vercel's AI SDK (`ai.*`), Monocle (`entity.*`).
 */
const MODEL = [
  'gen_ai.response.model',
  'ai.response.model',
  'llm.response.model',
  'llm.model_name',
  'gen_ai.request.model',
  'llm.request.model',
  'ai.model.id',
  'embedding.model_name',
  'reranker.model_name',
  'model_name',
];
const PROVIDER = ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system', 'ai.model.provider'];
const RESPONSE_ID = ['gen_ai.response.id', 'ai.response.id', 'llm.response.id'];
const AGENT = ['gen_ai.agent.name', 'agent.name', 'ai.telemetry.functionId'];
const WORKFLOW = ['gen_ai.workflow.name', 'traceloop.workflow.name', 'workflow.name'];
const STEP = [
  'gen_ai.prompt.name',
  'traceloop.prompt.key',
  'graph.node.name',
  'graph.node.id',
  'langgraph_node',
  'metadata.langgraph_node',
  'traceloop.association.properties.langgraph_node',
];
const SERVICE_TIER = [
  'openai.response.service_tier',
  'gen_ai.openai.response.service_tier',
  'gen_ai.response.service_tier',
  'openai.request.service_tier',
  'gen_ai.openai.request.service_tier',
  'gen_ai.request.service_tier',
];
const TOOL_USES = [
  'gen_ai.usage.server_tool_use.web_search_requests',
  'gen_ai.usage.web_search_requests',
  'gen_ai.usage.details.web_search_requests',
];
const COST = [
  'gen_ai.usage.cost',
  'gen_ai.usage.total_cost',
  'gen_ai.cost.total_cost',
  'gen_ai.cost.total',
  'llm.cost.total',
  'litellm.cost.total',
];
/** What pydantic-ai reckons from a price list. */
const LIST_COST = 'operation.cost';
const VENDOR_COST = /\.(?:cost_usd|cost\.usd|total_cost_usd)$/;

/** Programs that call models for others, and stand where the provider should. */
const FRAMEWORK =
  /^(?:langchain|langgraph|autogen|crewai|llama_?index|strands|haystack|dspy|smolagents|agno|semantic.?kernel)/i;
/** Vercel adds the API to the provider. */
const API = /\.(?:chat|responses|messages|completions?|embeddings?|text-embedding|image|speech)$/;

/** The model that answered, else the one that was asked. */
export const modelOf = (attributes: Attributes): unknown =>
  firstIn(attributes, ...MODEL) ?? modelEntity(attributes) ?? modelAsked(attributes);
/** The provider's id of the response. */
export const responseIdOf = (attributes: Attributes): unknown =>
  firstIn(attributes, ...RESPONSE_ID) ?? idInBody(attributes['output.value']);
/** What a span states as its workflow. */
export const workflowOf = (attributes: Attributes): unknown => firstIn(attributes, ...WORKFLOW);
/** Uses of tools on the provider's side. */
export const toolUsesOf = (attributes: Attributes): unknown => firstIn(attributes, ...TOOL_USES);

/** Who was asked, without frameworks and names of APIs. */
export function providerOf(attributes: Attributes): unknown {
  for (const name of PROVIDER) {
    const value = attributes[name];
    if (typeof value !== 'string' || value === '' || FRAMEWORK.test(value)) continue;
    return value === 'vertex.anthropic.messages' ? 'vertex' : value.replace(API, '');
  }
  const kind = attributes['entity.1.type'];
  const monocle = typeof kind === 'string' ? /^inference\.(?!generic$)(.+)$/.exec(kind) : null;
  return monocle?.[1];
}

/** The agent whose work a span is, if it says so. */
export function agentOf(attributes: Attributes, spanName: unknown): unknown {
  const stated = firstIn(attributes, ...AGENT);
  if (stated !== undefined) return stated;
  if (attributes['traceloop.span.kind'] === 'agent') return attributes['traceloop.entity.name'];
  if (attributes['openinference.span.kind'] === 'AGENT') return spanName;
  const isAgent = scalarText(attributes['entity.1.type']).startsWith('agent.');
  return isAgent && attributes['span.type'] === 'agentic.invocation'
    ? attributes['entity.1.name']
    : undefined;
}

/** The prompt, node or task that a span says it belongs to. */
export function stepOf(attributes: Attributes): unknown {
  const stated = firstIn(attributes, ...STEP);
  if (stated !== undefined) return stated;
  const kind = attributes['traceloop.span.kind'];
  if (kind === 'task' || kind === 'tool') return attributes['traceloop.entity.name'];
  return memberInText(attributes['metadata'], 'langgraph_node');
}

/** The tier that served, else the one that was asked for. */
export function serviceTierOf(attributes: Attributes): unknown {
  return (
    firstIn(attributes, ...SERVICE_TIER) ??
    memberInText(attributes['ai.response.providerMetadata'], 'serviceTier') ??
    memberInText(attributes['output.value'], 'service_tier')
  );
}

/** A cost in dollars under a name that is known, else under the only one that ends like one. */
export function costOf(attributes: Attributes): { readonly cost: unknown; readonly costKind: CostKind } {
  const cost = firstIn(attributes, ...COST);
  if (cost !== undefined) return { cost, costKind: 'stated' };
  const list = attributes[LIST_COST];
  if (list !== undefined) return { cost: list, costKind: 'list' };
  const vendors = Object.keys(attributes).filter((name) => VENDOR_COST.test(name));
  const [name] = vendors;
  return { cost: vendors.length === 1 && name ? attributes[name] : undefined, costKind: 'stated' };
}

/** Monocle numbers what takes part; one of them is the model. */
function modelEntity(attributes: Attributes): unknown {
  for (const number of [1, 2, 3, 4]) {
    const kind = attributes[`entity.${number}.type`];
    if (typeof kind === 'string' && kind.startsWith('model.')) return attributes[`entity.${number}.name`];
  }
  return undefined;
}

/** A request that failed names no answering model, but its parameters say which was asked. */
const modelAsked = (attributes: Attributes): unknown =>
  memberInText(attributes['llm.invocation_parameters'], 'model') ??
  memberInText(attributes['embedding.invocation_parameters'], 'model');

const ID_IN_BODY = /"id"\s*:\s*"((?:chatcmpl-|cmpl-|resp_|msg_|gen-)[^"]+)"/;

/** The provider's id in a response that was logged as text; ids of messages in it come later. */
function idInBody(text: unknown): string | undefined {
  return typeof text === 'string' && text.startsWith('{') ? ID_IN_BODY.exec(text)?.[1] : undefined;
}

/** A text member of JSON that is written as text, without reading all of it. */
function memberInText(text: unknown, member: string): string | undefined {
  if (typeof text !== 'string' || !text.startsWith('{')) return undefined;
  return new RegExp(`"${member}"\\s*:\\s*"([^"\\\\]+)"`).exec(text)?.[1];
}
