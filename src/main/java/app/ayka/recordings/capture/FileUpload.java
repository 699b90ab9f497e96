package app.ayka.recordings.capture;

/** A file on its way in parts of equal size, but for the last. */
record FileUpload(String fileName, String contentType, long bytes, long partBytes, String key, String multipart) {

    int parts() {
        return (int) Math.ceilDiv(bytes, partBytes);
    }

    /** Bytes of a part; parts are numbered from 1. */
    long sizeOfPart(int number) {
        if (number < 1 || number > parts()) {
            throw CaptureRefusedException.invalid("\"number\" has to lie between 1 and " + parts() + ".");
        }
        return Math.min(partBytes, bytes - (number - 1) * partBytes);
    }
}
