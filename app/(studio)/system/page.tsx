// How the installation is doing, for admins.
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { SystemReport } from '#components/admin/system-report.tsx';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { requireAdmin } from '#lib/auth/session.ts';
import { ports } from '#lib/ports/ports.ts';
import { pages } from '#lib/shared/paths.ts';
import { systemStatus } from '#lib/stats/system-status.ts';

export async function generateMetadata() {
  return { title: (await getTranslations('system'))('title') };
}

export default async function SystemPage() {
  await requireAdmin();
  const t = await getTranslations('system');
  return (
    <>
      <PageHeader title={t('title')}>
        <Button asChild look="secondary">
          <Link href={pages.storageAudits()}>{t('storageAudits')}</Link>
        </Button>
        <Button asChild look="secondary">
          {/* A plain link: the page is asked of the server again. */}
          <a href={pages.system()}>{t('refresh')}</a>
        </Button>
      </PageHeader>
      <SystemReport status={await systemStatus(ports())} />
    </>
  );
}
