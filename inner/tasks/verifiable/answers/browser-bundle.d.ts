/** mathjs as one file: its many modules take seconds to load, this one a few tenths. */
declare module "mathjs/lib/browser/math.js" {
  type Instance = import("mathjs").MathJsInstance;
  const mathjs: Instance & { create(config: import("mathjs").ConfigOptions): Instance };
  export default mathjs;
}
