'use client';
// The memory of a record's form: fields, draft, saving, what the server and others had to say.
import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
  useForm,
} from 'react-hook-form';
import { toast } from 'sonner';
import type { z } from 'zod';
import { bringBackOrders, ordersOf } from '#components/files/kept-orders.ts';
import { useFileOrders } from '#components/files/use-file-orders.ts';
import { draftPage } from '#lib/client/form-place.ts';
import {
  formUploads,
  releaseForm,
  useIsFormUploading,
} from '#lib/client/upload/use-form-uploads.ts';
import { useUnloadGuard } from '#lib/client/use-unload-guard.ts';
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import type { FileOrders } from '#lib/shared/schemas/draft.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { type Changed, changedFields, isSame, patchOfChanged } from './changed-fields.ts';
import { fieldsFromDraft, fieldsToKeep, type WithFile } from './draft-fields.ts';
import { keepLateChanges } from './late-changes.ts';
import { type Comparison, isStale, useConflict } from './use-conflict.ts';
import { useDraft } from './use-draft.ts';
import { useIsThere } from './use-is-there.ts';
import { useLeaving } from './use-leaving.ts';
import { useLeftUnsaved } from './use-left-unsaved.ts';
import { useSaveLater } from './use-save-later.ts';

/** A mutation of `lib/client/records.ts`, as far as a form uses it. */
type Saving<Given, Saved> = { mutateAsync(given: Given): Promise<Saved> };

export type RecordFormConfig<
  Fields extends FieldValues,
  Input extends object,
  Saved,
  Patch extends object,
> = Comparison<Fields, Saved> & {
  noun: Noun;
  /** What is edited; undefined for a new one. */
  record: Saved | undefined;
  schema: z.ZodType<Input, Fields>;
  /** The fields of a saved record, or of a new one. */
  fieldsOf: (saved: Saved | undefined) => Fields;
  /** Left out: the changed fields and the version. */
  patchOf?: (input: Input, changed: Changed<Fields>, version: number) => Patch;
  /** For files that were stored while the form was not open. */
  withFile?: WithFile<Fields>;
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
  Patch extends object = Partial<Input> & { version?: number },
>({ noun, record, schema, fieldsOf, ...config }: RecordFormConfig<Fields, Input, Saved, Patch>) {
  const router = useRouter();
  const recordId = record?.id;
  // What the form was filled from: what others change later must not be overwritten.
  const base = useRef({ fields: fieldsOf(record), version: record?.version, isKnown: true });
  const form = useForm<Fields, unknown, Input>({
    resolver: zodResolver<Fields, unknown, Input>(schema),
    defaultValues: base.current.fields as DefaultValues<Fields>,
  });
  const { isDirty, errors } = form.formState;
  const [filling, setFilling] = useState(0);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  // Two clicks may come before anything is drawn again.
  const isBusy = useRef(false);
  const isThere = useIsThere();
  const tellLeftUnsaved = useLeftUnsaved();
  // What the first try to create it held whose answer was lost.
  const tried = useRef<Fields | null>(null);

  const fill = (fields: Fields) => {
    form.reset(fields as DefaultValues<Fields>, { keepDefaultValues: true });
    setFilling((times) => times + 1);
  };
  const rebase = (saved: Saved) => {
    const fields = fieldsOf(saved);
    base.current = { fields, version: saved.version, isKnown: true };
    form.reset(fields as DefaultValues<Fields>);
  };

  // Those the draft has, or is about to have.
  const keptOrders = useRef<FileOrders>({});
  const draft = useDraft({
    noun,
    recordId,
    fill: (kept, place) => {
      const { version, fields } = base.current;
      const isOld = kept.subjectVersion !== null && kept.subjectVersion !== version;
      if (isOld) base.current = { fields, version: kept.subjectVersion ?? version, isKnown: false };
      keptOrders.current = kept.fileOrders;
      bringBackOrders(place, kept.fileOrders);
      fill(fieldsFromDraft(fields, kept, { place, withFile: config.withFile }));
    },
    empty: () => fill(base.current.fields),
  });
  const { draftId, place, keeper, note } = draft;
  const isUploading = useIsFormUploading(place);
  const noteForm = useCallback(
    (values: Fields) => {
      const { fields, version = null } = base.current;
      const subject = { noun, subjectId: recordId ?? null, subjectVersion: version };
      const fileOrders = ordersOf(place);
      keptOrders.current = fileOrders;
      note({ ...subject, fields: fieldsToKeep(fields, values), fileOrders });
    },
    [note, place, noun, recordId],
  );
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => noteForm(values),
      }),
    [form, noteForm],
  );
  const fileOrders = useFileOrders(place);
  useEffect(() => {
    if (!isSame(fileOrders, keptOrders.current)) noteForm(form.getValues());
  }, [fileOrders, noteForm, form]);
  useUnloadGuard(isDirty, keeper.isAtRisk);
  const leaving = useLeaving(draft, () => !isBusy.current && (isDirty || draft.hasUploads));

  const settle = (saved: Saved) => {
    releaseForm(place);
    if (!isThere.current) return;
    rebase(saved);
    draft.forget();
  };
  /** Puts into the form again what was typed there while it was saved: it is not saved yet. */
  const putBack = (late: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(late)) {
      const field = name as Path<Fields>;
      form.setValue(field, value as PathValue<Fields, Path<Fields>>, { shouldDirty: true });
    }
  };
  const showRefusal = (thrown: unknown) => {
    setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    if (!(thrown instanceof AppError)) return;
    const named = thrown.fields.filter(({ path }) => topOf(path) in base.current.fields);
    for (const [index, { path, message }] of named.entries()) {
      form.setError(path as Path<Fields>, { message }, { shouldFocus: index === 0 });
    }
  };

  const create = async (input: Input, values: Fields) => {
    const creation = { input: { ...input, draftId }, idempotencyKey: draftId };
    const saved = await config.create.mutateAsync(creation).catch((thrown: unknown) => {
      if (mayHaveArrived(thrown)) tried.current ??= values;
      throw thrown;
    });
    toast.success(config.words.created(saved));
    // What is there may be what was sent first, or from another window: what was typed since is not in it.
    const isRepeated = keeper.snapshot().name === 'over';
    const sent = isRepeated ? { ...base.current.fields, ...keeper.kept() } : values;
    const late = fieldsToKeep(tried.current ?? sent, values);
    const lateDraftId = await keepLateChanges(late, { noun, saved });
    settle(saved);
    if (!isThere.current) return;
    const next = config.editPage(saved.id);
    router.push(lateDraftId ? draftPage(next, lateDraftId) : next);
  };
  const update = async (id: string, input: Input, sent: Fields) => {
    const { fields, version = 0 } = base.current;
    const patchOf = config.patchOf ?? patchOfChanged<Fields, Patch>;
    const patch = patchOf(input, changedFields(fields, sent), version);
    const files = new Set(formUploads(place).map(({ id }) => id));
    try {
      const saved = await config.update.mutateAsync({ ...patch, draftId });
      toast.success(config.words.saved(saved));
      const late = fieldsToKeep(sent, form.getValues());
      // A file that was brought in meanwhile is on its way to this form: it keeps its place here.
      if (formUploads(place).every(({ id }) => files.has(id))) settle(saved);
      else rebase(saved);
      if (isThere.current) putBack(late);
      else await keepLateChanges(late, { noun, saved });
    } catch (thrown) {
      if (!isStale(thrown) || !isThere.current) throw thrown;
      await look(id);
    }
  };
  const submit = form.handleSubmit(async (input) => {
    if (isBusy.current || isUploading) return;
    isBusy.current = true;
    // What is typed from here on is not part of this save.
    const sent = structuredClone(form.getValues());
    const focused = document.activeElement;
    setSaving(true);
    setError(null);
    // Whoever leaves now finds all of it again, should the save fail; and a new one is told whether
    // another window has saved it already.
    await keeper.flush();
    // What comes after the save would be refused.
    await keeper.hold();
    try {
      // A new one is left for its own page: till then its form must not be sent again.
      if (!record) return await create(input, sent);
      await update(record.id, input, sent);
    } catch (thrown) {
      if (isThere.current) {
        // A form that is locked takes no focus.
        flushSync(() => setSaving(false));
        const isLost = document.activeElement === document.body;
        if (isLost && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
        showRefusal(thrown);
      } else {
        tellLeftUnsaved(thrown);
      }
    }
    keeper.letGo();
    isBusy.current = false;
    setSaving(false);
  });

  const check = () => form.trigger(undefined, { shouldFocus: true });
  const saveLater = useSaveLater({ place, isUploading, submit, check });

  const { conflict, look } = useConflict<Fields, Saved>({
    ...{ noun, fieldsOf, labels: config.labels, describe: config.describe },
    mine: () => form.getValues(),
    base: () => (base.current.isKnown ? base.current.fields : null),
    onMerged: (theirs, fields) => {
      rebase(theirs);
      fill(fields);
      // With nothing of mine left there is nothing to save.
      if (isSame(fields, fieldsOf(theirs))) draft.discard({ isLeaving: false });
      else void submit();
    },
  });

  return {
    form,
    submit,
    noun,
    recordId,
    /** Names this form over the whole app: slots of its files begin with it and a colon. */
    place,
    /** Leads back to this form and its draft. */
    page: draftPage(record ? config.editPage(record.id) : config.newPage, draftId),
    draftId,
    draft,
    /** Another number whenever the form was filled from outside: what keeps values itself starts anew. */
    filling,
    isDirty,
    isUploading,
    isSaving,
    /** A new one is left for its own page once it is saved: what came in until then would be lost. */
    isLocked: isSaving && recordId === undefined,
    error,
    hasFieldErrors: Object.keys(errors).length > 0,
    saveLater,
    leaving,
    conflict,
  };
}

/** The save was asked for, and nobody knows whether it was done. */
function mayHaveArrived(thrown: unknown): boolean {
  return !(thrown instanceof AppError) || !isPermanent(thrown);
}

function topOf(path: string): string {
  return path.split('.')[0] ?? path;
}
