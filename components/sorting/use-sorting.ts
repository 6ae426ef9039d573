'use client';
// Dragging the items of a list by mouse, finger and keyboard, and what is said of it to those who do not see it.
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

/** A click may tremble. */
const dragAfterPixels = 6;
/** A finger that moves at once scrolls. */
const fingerRests = { delay: 220, tolerance: 8 };

export type Sorting = {
  context: DndContextProps;
  /** Whether something is being dragged right now: Escape ends that first. */
  isDragging: () => boolean;
};

type SortedList = {
  /** Of the items, in their order. */
  keys: readonly string[];
  nameOf: (index: number) => string;
};

type SortingOptions = SortedList & {
  /** How it is done with the keyboard. */
  help: string;
  onMove: (key: string, index: number) => void;
};

export function useSorting({ help, onMove, ...list }: SortingOptions): Sorting {
  const dragging = useRef(false);
  const announcements = useAnnouncements(list);
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
        screenReaderInstructions: { draggable: help },
      },
      onDragStart: () => {
        dragging.current = true;
      },
      onDragCancel: end,
      onDragEnd: ({ active, over }) => {
        end();
        const index = over ? list.keys.indexOf(String(over.id)) : -1;
        if (index >= 0 && active.id !== over?.id) onMove(String(active.id), index);
      },
    },
  };
}

function useAnnouncements({ keys, nameOf }: SortedList): Announcements {
  const t = useTranslations('fileManager');
  const hasMoved = useRef(false);
  // Its index is another one as soon as it is put down, which is said last.
  const name = useRef('');
  const count = keys.length;
  const indexOf = (id: Active['id']) => keys.indexOf(String(id));
  const said = (active: Active, over: Over | null) => ({
    name: name.current,
    position: indexOf((over ?? active).id) + 1,
    count,
  });
  return {
    onDragStart: ({ active }) => {
      hasMoved.current = false;
      name.current = nameOf(indexOf(active.id));
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
