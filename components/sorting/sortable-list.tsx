'use client';
// A list whose items can be dragged into another order.
import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DndContextProps,
  pointerWithin,
} from '@dnd-kit/core';
import {
  rectSortingStrategy,
  SortableContext,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { type ReactNode, useId } from 'react';

type SortableListProps = {
  keys: readonly string[];
  /** `grid`: all are as large; `column`: one below the other, each as high as it is. */
  layout: 'grid' | 'column';
  /** What `useSorting` answered. */
  context: DndContextProps;
  /** Draws the list; each item takes part by `useSortableItem`. */
  children: ReactNode;
};

/** Draws nothing of its own to be seen. */
export function SortableList({ keys, layout, context, children }: SortableListProps) {
  const id = useId();
  const { strategy, collisionDetection } = layouts[layout];
  return (
    <DndContext id={id} collisionDetection={collisionDetection} {...context}>
      <SortableContext items={[...keys]} strategy={strategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

/** The middle of something high would have to be dragged a long way. */
const underPointer: CollisionDetection = (args) => {
  const found = pointerWithin(args);
  return found.length > 0 ? found : closestCenter(args);
};

const layouts = {
  grid: { strategy: rectSortingStrategy, collisionDetection: closestCenter },
  column: { strategy: verticalListSortingStrategy, collisionDetection: underPointer },
};
