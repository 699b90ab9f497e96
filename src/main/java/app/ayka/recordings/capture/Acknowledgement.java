package app.ayka.recordings.capture;

import java.util.List;

/** Which chunks the store holds with the declared size and checksum, and why others do not count. */
record Acknowledgement(List<Integer> stored, List<Missing> missing) {

    record Missing(int number, String reason) {}
}
