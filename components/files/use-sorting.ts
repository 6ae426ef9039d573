'use client';
// Dragging tiles by mouse, finger and keyboard, and what is said of it to those who do not see it.
import {
  type Active,
  type Announcements,
  type DndContextProps,
  KeyboardSensor,
  MouseSensor,
  type Over,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { stepInOrder } from './step-in-order.ts';
import { useNameOf } from './use-name-of.ts';
import type { Tile } from './use-tiles.ts';

/** A click may tremble. */
const dragAfterPixels = 6;
/** A finger that moves at once scrolls. */
const fingerRests = { delay: 220, tolerance: 8 };

export type Sorting = {
  context: DndContextProps;
  /** Whether something is being dragged right now: Escape ends that first. */
  isDragging: () => boolean;
};

export function useSorting(
  tiles: readonly Tile[],
  onMove: (key: string, index: number) => void,
): Sorting {
  const t = useTranslations('fileManager');
  const dragging = useRef(false);
  const announcements = useAnnouncements(tiles);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: dragAfterPixels } }),
    useSensor(TouchSensor, { activationConstraint: fingerRests }),
    useSensor(KeyboardSensor, {
      coordinateGetter: stepInOrder,
      scrollBehavior: 'auto',
    }),
  );
  const end = () => {
    dragging.current = false;
  };
  return {
    isDragging: () => dragging.current,
    context: {
      sensors,
      accessibility: {
        announcements,
        screenReaderInstructions: { draggable: t('dragHelp') },
      },
      onDragStart: () => {
        dragging.current = true;
      },
      onDragCancel: end,
      onDragEnd: ({ active, over }) => {
        end();
        const index = tiles.findIndex(({ key }) => key === over?.id);
        if (index >= 0 && active.id !== over?.id) onMove(String(active.id), index);
      },
    },
  };
}

function useAnnouncements(tiles: readonly Tile[]): Announcements {
  const t = useTranslations('fileManager');
  const nameOf = useNameOf();
  const hasMoved = useRef(false);
  const count = tiles.length;
  const indexOf = (id: Active['id']) => tiles.findIndex(({ key }) => key === id);
  const said = (active: Active, over: Over | null) => ({
    name: nameOf(tiles[indexOf(active.id)]),
    position: indexOf((over ?? active).id) + 1,
    count,
  });
  return {
    onDragStart: ({ active }) => {
      hasMoved.current = false;
      return t('pickedUp', said(active, null));
    },
    onDragOver: ({ active, over }) => {
      // It begins above itself, which would be said instead of the first sentence.
      if (!hasMoved.current && active.id === over?.id) return;
      hasMoved.current = true;
      return t('movedTo', said(active, over));
    },
    onDragEnd: ({ active, over }) => t('putDown', said(active, over)),
    onDragCancel: ({ active }) => t('putBack', said(active, null)),
  };
}
