// The columns every record answers, as the rest of the house sees them.
import 'server-only';

export const ownerInclude = { owner: { select: { id: true, name: true } } } as const;

type Columns = {
  id: string;
  owner: { id: string; name: string };
  version: number;
  deletedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export function recordFields({ id, owner, version, deletedAt, createdAt, updatedAt }: Columns) {
  return {
    id,
    owner,
    version,
    deletedAt: deletedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
