package app.ayka.speech.voices;

import java.util.List;

/** A little arithmetic on embeddings. */
final class Vectors {

    private Vectors() {}

    static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The direction in the middle, of unit length. */
    static float[] centre(List<float[]> vectors, double[] weights) {
        float[] centre = new float[vectors.getFirst().length];
        for (int v = 0; v < vectors.size(); v++) {
            for (int i = 0; i < centre.length; i++) {
                centre[i] += (float) (vectors.get(v)[i] * weights[v]);
            }
        }
        float length = (float) Math.sqrt(dot(centre, centre));
        for (int i = 0; i < centre.length && length > 0; i++) {
            centre[i] /= length;
        }
        return centre;
    }

    static int nearest(float[] vector, List<float[]> centres) {
        int nearest = 0;
        for (int c = 1; c < centres.size(); c++) {
            if (dot(vector, centres.get(c)) > dot(vector, centres.get(nearest))) {
                nearest = c;
            }
        }
        return nearest;
    }
}
