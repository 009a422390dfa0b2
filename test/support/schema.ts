import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { ROOT } from './recost.ts';

type Json = Readonly<Record<string, unknown>>;

export const schemaIn = (path: string): Json => JSON.parse(readFileSync(`${ROOT}${path}`, 'utf8'));

/** What is wrong with a value under a schema of the documents: nothing, if it is valid. */
export function validator(path: string): (value: unknown) => readonly ErrorObject[] {
  const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schemaIn(path));
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}

/** Every schema object at any depth that stands for a member, with its path. */
export function membersIn(schema: unknown, path = ''): readonly (readonly [string, Json])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' || key === '$defs' ? Object.entries(value as Record<string, Json>) : []).map(
      ([name, member]) => [`${path}/${name}`, member] as const,
    ),
    ...membersIn(value, `${path}/${key}`),
  ]);
}

/** The members that a schema does not describe, or that take members that it does not name. */
export const looseMembersIn = (schema: unknown): readonly string[] =>
  membersIn(schema)
    .filter(
      ([, member]) =>
        member['description'] === undefined ||
        (member['type'] === 'object' && member['additionalProperties'] === undefined),
    )
    .map(([path]) => path);
