package app.ayka.speech.voices;

/**
 * How likely each of a few voices speaks, frame by frame, inside one window. Which voice is which means nothing outside
 * the window.
 *
 * @param startSample of the window in its span
 * @param probabilities by voice, then by frame; 0..1
 */
record Activity(int startSample, float[][] probabilities) {

    /** Samples from one frame to the next: 16.875 ms. */
    static final int FRAME = 270;

    int frames() {
        return probabilities[0].length;
    }

    int firstFrame() {
        return Math.round((float) startSample / FRAME);
    }

    boolean active(int voice, int frame) {
        return probabilities[voice][frame] >= 0.5f;
    }

    int voices() {
        return probabilities.length;
    }

    int activeVoices(int frame) {
        int count = 0;
        for (int voice = 0; voice < voices(); voice++) {
            count += active(voice, frame) ? 1 : 0;
        }
        return count;
    }
}
