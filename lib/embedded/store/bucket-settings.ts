// Operations on the bucket's settings: its CORS policy, and when unfinished multipart uploads end.
import { type Answer, xmlAnswer } from './answers.ts';
import { receiveXml } from './receive-body.ts';
import { StoreError } from './request-errors.ts';
import type { CorsRule, LifecycleRule, SettingTable } from './setting-table.ts';
import type { Call } from './store.ts';
import { elements, elementText, parseXml } from './xml.ts';

/** R2 aborts unfinished multipart uploads after seven days unless told otherwise. */
const defaultMultipartDays = 7;
const maxRules = 1000;
const methods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** After how many days an unfinished multipart upload is aborted. */
export function multipartDays(settings: SettingTable): number {
  const enabled = (settings.lifecycle() ?? []).filter(({ isEnabled }) => isEnabled);
  return Math.min(defaultMultipartDays, ...enabled.map(({ abortAfterDays }) => abortAfterDays));
}

export async function putCors({ store, request, payloadSha256 }: Call): Promise<Answer> {
  const document = parseXml(await receiveXml(request, payloadSha256), 'CORSConfiguration');
  store.settings.setCors(rulesOf(document, 'CORSRule').map(toCorsRule));
  return { status: 200 };
}

export function getCors({ store }: Call): Answer {
  const rules = store.settings.cors();
  if (!rules) throw new StoreError('NoSuchCORSConfiguration', 'The bucket has no CORS policy.');
  return xmlAnswer('CORSConfiguration', {
    CORSRule: rules.map(({ id, origins, methods, headers, exposed, maxAgeSeconds }) => ({
      ID: id,
      AllowedOrigin: origins,
      AllowedMethod: methods,
      AllowedHeader: headers,
      ExposeHeader: exposed,
      MaxAgeSeconds: maxAgeSeconds,
    })),
  });
}

export async function putLifecycle({ store, request, payloadSha256 }: Call): Promise<Answer> {
  const document = parseXml(await receiveXml(request, payloadSha256), 'LifecycleConfiguration');
  store.settings.setLifecycle(rulesOf(document, 'Rule').map(toLifecycleRule));
  return { status: 200 };
}

export function getLifecycle({ store }: Call): Answer {
  const rules = store.settings.lifecycle();
  if (!rules) throw new StoreError('NoSuchLifecycleConfiguration', 'The bucket has no lifecycle.');
  return xmlAnswer('LifecycleConfiguration', {
    Rule: rules.map(({ id, isEnabled, abortAfterDays }) => ({
      ID: id,
      Filter: { Prefix: '' },
      Status: isEnabled ? 'Enabled' : 'Disabled',
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortAfterDays },
    })),
  });
}

function rulesOf(document: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const rules = elements(document, name);
  if (rules.length > 0 && rules.length <= maxRules) return rules;
  throw new StoreError('MalformedXML', `1 to ${maxRules} rules are needed.`);
}

function toCorsRule(rule: Record<string, unknown>): CorsRule {
  const allowed = texts(rule, 'AllowedMethod');
  const unknown = allowed.find((method) => !methods.includes(method));
  if (unknown !== undefined || allowed.length === 0)
    throw new StoreError('InvalidRequest', `AllowedMethod is one of ${methods.join(', ')}.`);
  const origins = texts(rule, 'AllowedOrigin');
  if (origins.length === 0) throw new StoreError('MalformedXML', 'A rule has an AllowedOrigin.');
  const [maxAge] = texts(rule, 'MaxAgeSeconds');
  return {
    id: texts(rule, 'ID')[0],
    ...{ origins, methods: allowed, headers: texts(rule, 'AllowedHeader') },
    exposed: texts(rule, 'ExposeHeader'),
    maxAgeSeconds: maxAge === undefined ? undefined : wholeNumber(maxAge, 0),
  };
}

function toLifecycleRule(rule: Record<string, unknown>): LifecycleRule {
  const known = ['ID', 'Status', 'Filter', 'AbortIncompleteMultipartUpload'];
  const other = Object.keys(rule).find((name) => !known.includes(name));
  if (other) throw new StoreError('NotImplemented', `Rules with ${other} are not implemented.`);
  const [filter = {}] = rule.Filter === '' ? [] : elements(rule, 'Filter');
  if (Object.entries(filter).some(([name, value]) => name !== 'Prefix' || value !== ''))
    throw new StoreError('NotImplemented', 'Rules for some objects only are not implemented.');
  const [abort] = elements(rule, 'AbortIncompleteMultipartUpload');
  if (!abort) throw new StoreError('MalformedXML', 'A rule needs something to do.');
  const status = elementText(rule, 'Status');
  if (!['Enabled', 'Disabled'].includes(status))
    throw new StoreError('MalformedXML', 'Status is Enabled or Disabled.');
  return {
    id: texts(rule, 'ID')[0],
    isEnabled: status === 'Enabled',
    abortAfterDays: wholeNumber(elementText(abort, 'DaysAfterInitiation'), 1),
  };
}

/** A member that may be there once, many times or not at all, as texts. */
function texts(parent: Record<string, unknown>, name: string): string[] {
  const value = parent[name] ?? [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((text) => typeof text === 'string')) return list;
  throw new StoreError('MalformedXML', `<${name}> must be text.`);
}

function wholeNumber(text: string, least: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new StoreError('MalformedXML', `"${text}" is not a whole number from ${least} on.`);
}
