package io.gpugovernor.daemon.page;

/**
 * What a page is looked at on.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param scheme {@code light} or {@code dark}
 * @param still whether its reader wants no motion
 */
record Screen(int width, int height, String scheme, boolean still) {
    static final Screen DESK = new Screen(1280, 900, "light", false);
    static final Screen DARK = new Screen(1280, 900, "dark", false);
    static final Screen PHONE = new Screen(360, 780, "light", false);
    static final Screen SMALLEST = new Screen(320, 560, "dark", false);

    Screen withoutMotion() {
        return new Screen(width, height, scheme, true);
    }
}
