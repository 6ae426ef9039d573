// The video element itself; its text tracks come as children.
import type { ComponentProps } from 'react';

export function VideoSurface(props: ComponentProps<'video'>) {
  return <video {...props} />;
}
