// The settings begin with their first page.
import { redirect } from 'next/navigation';
import { pages } from '#lib/shared/paths.ts';

export default function SettingsPage() {
  redirect(pages.tokenSettings());
}
