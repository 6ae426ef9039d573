// S3's XML, written and read: no document types, no entities but the standard ones, bounded depth.
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { StoreError } from './request-errors.ts';

export type XmlNode = {
  [name: string]: XmlNode | XmlNode[] | string | string[] | number | boolean | undefined;
};

const namespaceUri = 'http://s3.amazonaws.com/doc/2006-03-01/';

// Control characters go out as references, as S3 does: keys may hold them, bare XML may not.
const needsReference = /[&<>"'\p{Cc}]/gu;
const escapeText = (text: string) =>
  text.replace(needsReference, (character) => `&#x${character.charCodeAt(0).toString(16)};`);

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  tagValueProcessor: (_name, value) => escapeText(String(value)),
});

/** One document; undefined members are left out. */
export function buildXml(root: string, content: XmlNode, options = { namespace: true }): string {
  const attributes = options.namespace ? { '@xmlns': namespaceUri } : {};
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ [root]: { ...attributes, ...content } })}`;
}

const namedEntities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntity(entity: string, body: string): string {
  const codePoint = body.startsWith('#x')
    ? Number.parseInt(body.slice(2), 16)
    : Number.parseInt(body.slice(1), 10);
  const isScalar =
    codePoint >= 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  if (body.startsWith('#') && isScalar) return String.fromCodePoint(codePoint);
  const named = namedEntities[body];
  if (named === undefined) throw new StoreError('MalformedXML', `${entity} is not a known entity.`);
  return named;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  tagValueProcessor: (_name, value) => value.replace(/&([^;\s]*);/g, decodeEntity),
});

/** The children of the root element. Throws `MalformedXML` for anything that is not that document. */
export function parseXml(text: string, root: string): Record<string, unknown> {
  // No S3 request has a document type, and entity tricks live in them.
  if (text.includes('<!DOCTYPE') || text.includes('<![CDATA['))
    throw new StoreError('MalformedXML', 'Document types and CDATA are not taken.');
  try {
    if (XMLValidator.validate(text) === true) {
      const document: unknown = parser.parse(text);
      if (isRecord(document) && isRecord(document[root])) return document[root];
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
  }
  throw new StoreError('MalformedXML', `The body is not a well-formed <${root}>.`);
}

/** A member that may be there once, many times or not at all, as a list. */
export function elements(parent: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const value = parent[name] ?? [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every(isRecord)) throw new StoreError('MalformedXML', `<${name}> must have members.`);
  return list;
}

/** The text of a member that must be there exactly once. */
export function elementText(parent: Record<string, unknown>, name: string): string {
  const value = parent[name];
  if (typeof value !== 'string')
    throw new StoreError('MalformedXML', `<${name}> must be given once, as text.`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
