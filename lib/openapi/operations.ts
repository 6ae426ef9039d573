// Everything that is said of operations, chapter by chapter.
import 'server-only';
import type { OperationTexts } from './operation.ts';
import { captionTexts } from './operations/captions.ts';
import { draftTexts } from './operations/drafts.ts';
import { mediaTexts } from './operations/media.ts';
import { recordTexts } from './operations/records.ts';
import { servedUploadTexts } from './operations/served-uploads.ts';
import { systemTexts } from './operations/system.ts';
import { tokenTexts } from './operations/tokens.ts';
import { uploadTexts } from './operations/uploads.ts';
import { webhookTexts } from './operations/webhooks.ts';

export const operationTexts: OperationTexts = {
  ...uploadTexts,
  ...servedUploadTexts,
  ...mediaTexts,
  ...captionTexts,
  ...recordTexts,
  ...draftTexts,
  ...tokenTexts,
  ...webhookTexts,
  ...systemTexts,
};
