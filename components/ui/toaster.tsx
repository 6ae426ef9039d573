'use client';
// Where short messages appear, in our colours.
import { Toaster as Sonner } from 'sonner';

export function Toaster({ theme, label }: { theme: 'system' | 'light' | 'dark'; label: string }) {
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      containerAriaLabel={label}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'font-sans flex w-[min(24rem,calc(100vw-2rem))] items-start gap-3 rounded-lg border border-line bg-raised px-4 py-3.5 text-ink text-sm shadow-float',
          content: 'min-w-0 flex-1 break-words',
          icon: 'mt-0.5 shrink-0 text-accent',
          actionButton:
            'shrink-0 cursor-pointer rounded-sm font-medium text-accent underline underline-offset-3',
          error: '[&_[data-icon]]:text-danger',
          success: '[&_[data-icon]]:text-success',
        },
      }}
    />
  );
}
