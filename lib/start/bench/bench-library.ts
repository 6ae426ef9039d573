// The studio of somebody who has 5,000 of everything: what its API answers, what its pages are like.

import { benchFilmForm, benchProductForm } from './bench-forms.ts';
import { benchLibraryPage } from './bench-library-page.ts';
import { benchListApi, benchMediaApi } from './bench-list-api.ts';
import { benchFilmList, benchPhotoList } from './bench-lists.ts';
import type { Bench } from './stage.ts';

export const libraryBenches: Record<string, Bench> = {
  'library-api': { tells: 'A library of 5,000 files: its API', run: benchMediaApi },
  'library-page': { tells: 'A library of 5,000 files: its page', run: benchLibraryPage },
  'list-api': { tells: 'Lists of 5,000 films, photos and products: their API', run: benchListApi },
  'list-films': { tells: 'A list of 5,000 films: its page', run: benchFilmList },
  'list-photos': { tells: 'A list of 5,000 photos: its page', run: benchPhotoList },
  'form-film': { tells: 'The form of a new film, beside 5,000 files', run: benchFilmForm },
  'form-product': { tells: 'The form of a new product, beside 5,000 files', run: benchProductForm },
};
