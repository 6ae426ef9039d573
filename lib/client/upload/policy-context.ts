'use client';
// What may be uploaded here, as this installation's server says.
import { createContext, useContext } from 'react';
import {
  defaultUploadPolicy,
  type Purpose,
  type PurposePolicy,
  type UploadPolicy,
} from '#lib/shared/upload-policy.ts';

export const UploadPolicyContext = createContext<UploadPolicy>(defaultUploadPolicy);

export function usePurposePolicy(purpose: Purpose): PurposePolicy {
  return useContext(UploadPolicyContext)[purpose];
}
