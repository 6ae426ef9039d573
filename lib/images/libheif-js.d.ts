// The part of libheif's own interface that we use, as its file heif_emscripten.h binds it; the package brings no types.
declare module 'libheif-js/wasm-bundle.js' {
  /** One object for each value, so they are compared with `===`. */
  type EnumValue = { value: number };
  type HeifError = { code: EnumValue; message: string };
  type HeifContext = { readonly isContext: unique symbol };
  export type HeifImageHandle = { readonly isHandle: unique symbol };
  type HeifPlane = {
    id: EnumValue;
    width: number;
    height: number;
    stride: number;
    /** Of the decoder's own memory, not a copy. */
    data: Uint8Array;
  };

  const libheif: {
    heif_error_code: { heif_error_Ok: EnumValue };
    heif_colorspace: { heif_colorspace_RGB: EnumValue };
    heif_chroma: {
      heif_chroma_interleaved_RGB: EnumValue;
      heif_chroma_interleaved_RGBA: EnumValue;
    };
    heif_channel: { heif_channel_interleaved: EnumValue };
    heif_context_alloc(): HeifContext;
    heif_context_read_from_memory(context: HeifContext, file: Uint8Array): HeifError;
    heif_js_context_get_primary_image_handle(context: HeifContext): HeifImageHandle | HeifError;
    heif_image_handle_has_alpha_channel(handle: HeifImageHandle): number;
    heif_image_handle_is_premultiplied_alpha(handle: HeifImageHandle): number;
    /** With irot, imir and clap applied. */
    heif_js_decode_image2(
      handle: HeifImageHandle,
      colorspace: EnumValue,
      chroma: EnumValue,
    ): { channels: HeifPlane[] } | HeifError;
  };
  export default libheif;
}
