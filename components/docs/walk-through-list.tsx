// The API from signing in to the end, command by command.
import { useTranslations } from 'next-intl';
import {
  type Step,
  walkThrough,
  walkThroughFile,
  walkThroughNeeds,
} from '#lib/shared/walk-through.ts';
import { CodeBlock } from './code-block.tsx';

export function WalkThroughList() {
  const t = useTranslations('docs');
  const needs = Object.entries(walkThroughNeeds).map(
    ([name, value]) => `export ${name}='${value}'`,
  );
  return (
    <ol className="grid min-w-0 gap-5">
      <li className="grid min-w-0 gap-2">
        <h3 className="font-medium">{t('needs', { file: walkThroughFile })}</h3>
        <CodeBlock label={t('needs', { file: walkThroughFile })} text={needs.join('\n')} />
      </li>
      {walkThrough.map((step) => (
        <li key={step.title} className="grid min-w-0 gap-2">
          <h3 lang="en" className="font-medium">
            {step.title}
          </h3>
          <CodeBlock label={step.title} text={step.command} />
          <After step={step} />
        </li>
      ))}
    </ol>
  );
}

function After({ step: { keep = {}, until } }: { step: Step }) {
  const t = useTranslations('docs');
  return (
    <>
      {until && <p className="text-ink-muted text-sm">{t('until', until)}</p>}
      {Object.entries(keep).map(([variable, field]) => (
        <p key={variable} className="text-ink-muted text-sm">
          {t('keep', { field, variable })}
        </p>
      ))}
    </>
  );
}
