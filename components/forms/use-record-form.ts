'use client';
// The memory of a record's form: fields, saving, what the server had to say, what is still on its way.
import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import type { z } from 'zod';
import { draftOf, draftPage, formPlace } from '#lib/client/form-place.ts';
import { newUuid } from '#lib/client/new-id.ts';
import { releaseForm, useIsFormUploading } from '#lib/client/upload/use-form-uploads.ts';
import { useUnloadGuard } from '#lib/client/use-unload-guard.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { type Changed, changedFields, patchOfChanged } from './changed-fields.ts';

/** A mutation of `lib/client/records.ts`, as far as a form uses it. */
type Saving<Given, Saved> = { mutateAsync(given: Given): Promise<Saved> };

export type RecordFormConfig<Fields extends FieldValues, Input extends object, Saved, Patch> = {
  noun: Noun;
  /** What is edited; undefined for a new one. */
  record: Saved | undefined;
  schema: z.ZodType<Input, Fields>;
  /** The fields of a saved record, or of a new one. */
  fieldsOf: (saved: Saved | undefined) => Fields;
  /** Left out: the changed fields and the version. */
  patchOf?: (input: Input, changed: Changed<Fields>, version: number) => Patch;
  create: Saving<{ input: Input; idempotencyKey: string }, Saved>;
  update: Saving<Patch, Saved>;
  newPage: string;
  editPage: (id: string) => string;
  /** What is said once it is saved. */
  words: { created: (saved: Saved) => string; saved: (saved: Saved) => string };
};

export function useRecordForm<
  Fields extends FieldValues,
  Input extends object,
  Saved extends { id: string; version: number },
  Patch = Partial<Input> & { version?: number },
>({ noun, record, schema, fieldsOf, ...config }: RecordFormConfig<Fields, Input, Saved, Patch>) {
  const router = useRouter();
  const search = useSearchParams();
  const [draftId, setDraftId] = useState(() => draftOf(search) ?? newUuid());
  // What the fields are compared with: what others change later must not be overwritten.
  const [base, setBase] = useState(() => ({ fields: fieldsOf(record), version: record?.version }));
  const form = useForm<Fields, unknown, Input>({
    resolver: zodResolver<Fields, unknown, Input>(schema),
    defaultValues: base.fields as DefaultValues<Fields>,
  });
  const { isDirty, errors } = form.formState;
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  // Two clicks may come before anything is drawn again.
  const isBusy = useRef(false);
  const isThere = useIsThere();

  const place = formPlace(noun, record?.id, draftId);
  const page = draftPage(record ? config.editPage(record.id) : config.newPage, draftId);
  const isUploading = useIsFormUploading(place);
  useUnloadGuard(isDirty);

  const showRefusal = (thrown: unknown) => {
    setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    if (!(thrown instanceof AppError)) return;
    const named = thrown.fields.filter(({ path }) => topOf(path) in base.fields);
    for (const [index, { path, message }] of named.entries()) {
      form.setError(path as Path<Fields>, { message }, { shouldFocus: index === 0 });
    }
  };
  const settle = (saved: Saved) => {
    releaseForm(place);
    const fields = fieldsOf(saved);
    setBase({ fields, version: saved.version });
    form.reset(fields as DefaultValues<Fields>);
    setDraftId(newUuid());
  };

  const create = async (input: Input) => {
    const saved = await config.create.mutateAsync({ input, idempotencyKey: draftId });
    toast.success(config.words.created(saved));
    if (!isThere.current) return;
    settle(saved);
    router.push(config.editPage(saved.id));
  };
  const update = async (input: Input) => {
    const changed = changedFields(base.fields, form.getValues());
    const patchOf = config.patchOf ?? patchOfChanged<Fields, Patch>;
    const saved = await config.update.mutateAsync(patchOf(input, changed, base.version ?? 0));
    toast.success(config.words.saved(saved));
    if (isThere.current) settle(saved);
  };

  const submit = form.handleSubmit(async (input) => {
    if (isBusy.current || isUploading) return;
    isBusy.current = true;
    setSaving(true);
    setError(null);
    try {
      // A new one is left for its own page: till then its form must not be sent again.
      if (!record) return await create(input);
      await update(input);
    } catch (thrown) {
      showRefusal(thrown);
    }
    isBusy.current = false;
    setSaving(false);
  });

  return {
    form,
    submit,
    noun,
    isNew: record === undefined,
    /** Names this form over the whole app: slots of its files begin with it and a colon. */
    place,
    /** Leads back to this form and its draft. */
    page,
    draftId,
    isUploading,
    isSaving,
    error,
    hasFieldErrors: Object.keys(errors).length > 0,
  };
}

function topOf(path: string): string {
  return path.split('.')[0] ?? path;
}

/** Whether the form is still shown: an answer may come when it was left. */
function useIsThere() {
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return isThere;
}
