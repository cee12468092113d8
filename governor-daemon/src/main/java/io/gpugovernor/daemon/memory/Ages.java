package io.gpugovernor.daemon.memory;

import java.time.Duration;

/** How long ago something was, for people. */
public final class Ages {
    private Ages() {}

    public static String ago(Duration age) {
        if (age.isNegative() || age.toMinutes() < 1) {
            return "just now";
        } else if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }
}
