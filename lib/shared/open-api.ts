// The shape of the document of the API, as far as we write and draw it.

export type JsonSchema = { [key: string]: unknown };

/** By content type. */
export type Content = Record<string, { schema?: JsonSchema; example?: unknown }>;

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

export type Responses = Record<string, { description: string; content?: Content }>;

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Responses;
};

export type OpenApiDocument = {
  openapi: string;
  info: { title: string; version: string; summary: string; description: string };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  /** What is sent to others, by event. */
  webhooks: Record<string, { post: object }>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
};
