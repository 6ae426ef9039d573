// The video element itself, with the place for its last picture over it; its text tracks come as children.
import type { ComponentProps } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Stream } from './use-stream.ts';

type VideoSurfaceProps = Omit<ComponentProps<'video'>, 'ref'> & {
  stream: Pick<Stream, 'video' | 'lastFrame'>;
};

/** What stands around it has to be positioned. */
export function VideoSurface({ stream, className, slot, ...props }: VideoSurfaceProps) {
  return (
    <>
      <video
        ref={stream.video}
        slot={slot}
        className={classNames('size-full object-contain', className)}
        {...props}
      />
      <canvas
        ref={stream.lastFrame}
        slot={slot}
        aria-hidden
        hidden
        className={classNames(
          'pointer-events-none absolute inset-0 size-full object-contain',
          className,
        )}
      />
    </>
  );
}
