'use client';
// One item of a list that can be dragged: where it is drawn, and what it is held by.
import { useSortable } from '@dnd-kit/sortable';
import { useTranslations } from 'next-intl';
import type { ComponentProps, CSSProperties, Ref } from 'react';

export type DragHandle = ComponentProps<'button'> & { ref: Ref<HTMLButtonElement> };

export function useSortableItem(key: string) {
  const t = useTranslations('fileManager');
  const sortable = useSortable({ id: key, attributes: { roleDescription: t('draggable') } });
  const { listeners, attributes, transform, isDragging, isSorting } = sortable;
  const { onKeyDown, ...byPointer } = listeners ?? {};
  const style: CSSProperties | undefined = transform
    ? { transform: `translate3d(${transform.x}px, ${transform.y}px, 0)` }
    : undefined;
  return {
    isDragging,
    /** Whether it makes room for another one. */
    isYielding: isSorting && !isDragging,
    /** For the element that is moved. */
    item: { ref: sortable.setNodeRef, style },
    /** For the button that drags it, by keyboard as well. */
    handle: { ref: sortable.setActivatorNodeRef, ...attributes, ...listeners } as DragHandle,
    /** For what else it can be dragged by, but not with keys. */
    byPointer,
  };
}
