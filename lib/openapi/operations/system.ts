// What is said of the installation itself.
import 'server-only';
import type { OperationTexts } from '../operation.ts';

export const systemTexts: OperationTexts = {
  'GET /api/health': {
    id: 'getHealth',
    tag: 'System',
    summary: 'Ask whether the app is alive',
    description: 'The process answers. Says nothing about what it depends on.',
  },
  'GET /api/ready': {
    id: 'getReadiness',
    tag: 'System',
    summary: 'Ask whether everything answers',
    description: 'Database, store and function runner; 503 when one of them does not.',
  },
  'GET /api/storage-audits': {
    id: 'listStorageAudits',
    tag: 'System',
    summary: 'List storage audits',
    description: 'The last comparisons of the store with the database. For admins.',
  },
  'POST /api/storage-audits': {
    id: 'requestStorageAudit',
    tag: 'System',
    summary: 'Ask for a storage audit',
    description: 'One begins soon, unless one is under way. For admins.',
    fails: ['conflict'],
  },
};
