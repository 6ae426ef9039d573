// Every route file of the API by its path: the document is made of what they export. A test finds what is missing.
import * as albumsOneRestore from '../albums/[id]/restore/route.ts';
import * as albumsOne from '../albums/[id]/route.ts';
import * as albumsBulk from '../albums/bulk/route.ts';
import * as albums from '../albums/route.ts';
import * as categoriesOne from '../categories/[id]/route.ts';
import * as categories from '../categories/route.ts';
import * as draftsOne from '../drafts/[id]/route.ts';
import * as drafts from '../drafts/route.ts';
import * as filmsOneRestore from '../films/[id]/restore/route.ts';
import * as filmsOne from '../films/[id]/route.ts';
import * as filmsBulk from '../films/bulk/route.ts';
import * as films from '../films/route.ts';
import * as health from '../health/route.ts';
import * as mediaOneCaptionsOneCaptionId from '../media/[id]/captions/[captionId]/route.ts';
import * as mediaOneCaptions from '../media/[id]/captions/route.ts';
import * as mediaOneEvents from '../media/[id]/events/route.ts';
import * as mediaOneFilesOneName from '../media/[id]/files/[name]/route.ts';
import * as mediaOneHlsOnePath from '../media/[id]/hls/[...path]/route.ts';
import * as mediaOneRenditions from '../media/[id]/renditions/route.ts';
import * as mediaOneReprocess from '../media/[id]/reprocess/route.ts';
import * as mediaOne from '../media/[id]/route.ts';
import * as mediaOneUses from '../media/[id]/uses/route.ts';
import * as mediaBulk from '../media/bulk/route.ts';
import * as media from '../media/route.ts';
import * as mediaStates from '../media/states/route.ts';
import * as mediaStats from '../media/stats/route.ts';
import * as mediaUpload from '../media/upload/route.ts';
import * as photosOneRestore from '../photos/[id]/restore/route.ts';
import * as photosOne from '../photos/[id]/route.ts';
import * as photosBulk from '../photos/bulk/route.ts';
import * as photos from '../photos/route.ts';
import * as productsOneRestore from '../products/[id]/restore/route.ts';
import * as productsOne from '../products/[id]/route.ts';
import * as productsBulk from '../products/bulk/route.ts';
import * as products from '../products/route.ts';
import * as ready from '../ready/route.ts';
import * as storageAudits from '../storage-audits/route.ts';
import * as tokensOne from '../tokens/[id]/route.ts';
import * as tokens from '../tokens/route.ts';
import * as tusOne from '../tus/[id]/route.ts';
import * as tus from '../tus/route.ts';
import * as uploadsOneComplete from '../uploads/[id]/complete/route.ts';
import * as uploadsOneParts from '../uploads/[id]/parts/route.ts';
import * as uploadsOne from '../uploads/[id]/route.ts';
import * as uploadsOneS3Complete from '../uploads/[id]/s3/complete/route.ts';
import * as uploadsOneS3 from '../uploads/[id]/s3/route.ts';
import * as uploadsBatch from '../uploads/batch/route.ts';
import * as uploadsCleanup from '../uploads/cleanup/route.ts';
import * as uploadsComplete from '../uploads/complete/route.ts';
import * as uploadsPolicy from '../uploads/policy/route.ts';
import * as uploads from '../uploads/route.ts';
import * as uploadsSign from '../uploads/sign/route.ts';
import * as videosOneRestore from '../videos/[id]/restore/route.ts';
import * as videosOne from '../videos/[id]/route.ts';
import * as videosBulk from '../videos/bulk/route.ts';
import * as videos from '../videos/route.ts';
import * as webhooksOneDeliveriesOneResend from '../webhooks/[id]/deliveries/[deliveryId]/resend/route.ts';
import * as webhooksOneDeliveries from '../webhooks/[id]/deliveries/route.ts';
import * as webhooksOneRotateSecret from '../webhooks/[id]/rotate-secret/route.ts';
import * as webhooksOne from '../webhooks/[id]/route.ts';
import * as webhooksOneTest from '../webhooks/[id]/test/route.ts';
import * as webhooks from '../webhooks/route.ts';

export const routes = {
  '/api/albums/{id}/restore': albumsOneRestore,
  '/api/albums/{id}': albumsOne,
  '/api/albums/bulk': albumsBulk,
  '/api/albums': albums,
  '/api/categories/{id}': categoriesOne,
  '/api/categories': categories,
  '/api/drafts/{id}': draftsOne,
  '/api/drafts': drafts,
  '/api/films/{id}/restore': filmsOneRestore,
  '/api/films/{id}': filmsOne,
  '/api/films/bulk': filmsBulk,
  '/api/films': films,
  '/api/health': health,
  '/api/media/{id}/captions/{captionId}': mediaOneCaptionsOneCaptionId,
  '/api/media/{id}/captions': mediaOneCaptions,
  '/api/media/{id}/events': mediaOneEvents,
  '/api/media/{id}/files/{name}': mediaOneFilesOneName,
  '/api/media/{id}/hls/{path}': mediaOneHlsOnePath,
  '/api/media/{id}/renditions': mediaOneRenditions,
  '/api/media/{id}/reprocess': mediaOneReprocess,
  '/api/media/{id}': mediaOne,
  '/api/media/{id}/uses': mediaOneUses,
  '/api/media/bulk': mediaBulk,
  '/api/media': media,
  '/api/media/upload': mediaUpload,
  '/api/tus/{id}': tusOne,
  '/api/tus': tus,
  '/api/media/states': mediaStates,
  '/api/media/stats': mediaStats,
  '/api/photos/{id}/restore': photosOneRestore,
  '/api/photos/{id}': photosOne,
  '/api/photos/bulk': photosBulk,
  '/api/photos': photos,
  '/api/products/{id}/restore': productsOneRestore,
  '/api/products/{id}': productsOne,
  '/api/products/bulk': productsBulk,
  '/api/products': products,
  '/api/ready': ready,
  '/api/storage-audits': storageAudits,
  '/api/tokens/{id}': tokensOne,
  '/api/tokens': tokens,
  '/api/uploads/{id}/complete': uploadsOneComplete,
  '/api/uploads/{id}/parts': uploadsOneParts,
  '/api/uploads/{id}/s3/complete': uploadsOneS3Complete,
  '/api/uploads/{id}/s3': uploadsOneS3,
  '/api/uploads/{id}': uploadsOne,
  '/api/uploads/batch': uploadsBatch,
  '/api/uploads/cleanup': uploadsCleanup,
  '/api/uploads/complete': uploadsComplete,
  '/api/uploads/policy': uploadsPolicy,
  '/api/uploads/sign': uploadsSign,
  '/api/uploads': uploads,
  '/api/videos/{id}/restore': videosOneRestore,
  '/api/videos/{id}': videosOne,
  '/api/videos/bulk': videosBulk,
  '/api/videos': videos,
  '/api/webhooks/{id}/deliveries/{deliveryId}/resend': webhooksOneDeliveriesOneResend,
  '/api/webhooks/{id}/deliveries': webhooksOneDeliveries,
  '/api/webhooks/{id}/rotate-secret': webhooksOneRotateSecret,
  '/api/webhooks/{id}': webhooksOne,
  '/api/webhooks/{id}/test': webhooksOneTest,
  '/api/webhooks': webhooks,
} as const;
