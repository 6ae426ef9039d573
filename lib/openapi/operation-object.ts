// One operation of the document.
import 'server-only';
import type { Access } from '../http/declared.ts';
import type { Operation } from '../shared/open-api.ts';
import type { JsonSchemas } from './json-schemas.ts';
import type { Described } from './operation.ts';
import { responsesOf } from './operation-answers.ts';
import { parametersOf } from './operation-parameters.ts';

export function describeOperation(described: Described, schemas: JsonSchemas): Operation {
  const { declared, text } = described;
  return {
    operationId: text.id,
    tags: [text.tag],
    ...{ summary: text.summary, description: text.description },
    security: securityOf[declared.access],
    parameters: parametersOf(described, schemas),
    ...bodyOf(described, schemas),
    responses: responsesOf(described, schemas),
  };
}

const securityOf: Record<Access, Record<string, string[]>[]> = {
  anyone: [{}, { bearer: [] }, { session: [] }],
  person: [{ bearer: [] }, { session: [] }],
  upload: [{ bearer: [] }, { session: [] }, { uploadToken: [] }],
};

function bodyOf(
  { declared: { body, bodyTypes }, text }: Described,
  schemas: JsonSchemas,
): Pick<Operation, 'requestBody'> {
  if (!body && bodyTypes.every((type) => type === 'application/json')) return {};
  const schema = body ? schemas.of(body, 'input') : undefined;
  const content = Object.fromEntries(
    bodyTypes.map((type) => [
      type,
      {
        ...(schema ? { schema } : {}),
        ...(text.body !== undefined && type === 'application/json' ? { example: text.body } : {}),
      },
    ]),
  );
  // `{}` is what an empty body stands for.
  return { requestBody: { required: !body?.safeParse({}).success, content } };
}
