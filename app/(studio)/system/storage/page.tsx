// The last audits of the store, and the button that starts another: for admins.
import { getTranslations } from 'next-intl/server';
import { StartAudit } from '#components/admin/start-audit.tsx';
import { StorageAudits } from '#components/admin/storage-audits.tsx';
import { PageHeader } from '#components/layout/page-header.tsx';
import { requireAdmin } from '#lib/auth/session.ts';
import { env } from '#lib/env/env.ts';
import { pages } from '#lib/shared/paths.ts';

export async function generateMetadata() {
  return { title: (await getTranslations('storageAudit'))('title') };
}

export default async function StorageAuditPage() {
  await requireAdmin();
  const [t, system] = await Promise.all([
    getTranslations('storageAudit'),
    getTranslations('system'),
  ]);
  return (
    <>
      <PageHeader title={t('title')} back={{ href: pages.system(), label: system('title') }}>
        <StartAudit />
      </PageHeader>
      <p className="-mt-4 mb-6 max-w-3xl text-ink-muted">
        {t('intro', { hours: env().AUDIT_GRACE_HOURS })}
      </p>
      <StorageAudits />
    </>
  );
}
