package app.ayka.recorder.sound

import java.io.ByteArrayOutputStream

/**
 * Writes one AAC track as fragmented MP4 (ISO/IEC 14496-12, -14): a header once, then fragments that may be appended
 * to it in order. Nothing is ever patched afterwards, so what is on the disk can be played whatever happens next.
 *
 * @param config the AudioSpecificConfig that the encoder gives (`csd-0`)
 */
class Fmp4(private val sampleRate: Int, private val channels: Int, private val config: ByteArray) {
    init {
        require(config.size in 2..64) { "an AudioSpecificConfig has 2 to 64 bytes, not ${config.size}" }
        require(sampleRate in 8_000..96_000 && channels in 1..2) { "$sampleRate Hz, $channels channels" }
    }

    /** `ftyp` and `moov`, without which no fragment can be read. */
    fun header(): ByteArray = Boxes().apply {
        box("ftyp") {
            text("iso5")
            int(512)
            text("iso5"); text("iso6"); text("mp41")
        }
        box("moov") {
            fullBox("mvhd") {
                int(0); int(0); int(sampleRate); int(0)
                int(0x00010000); short(0x0100); short(0); int(0); int(0)
                matrix()
                repeat(6) { int(0) }
                int(TRACK + 1)
            }
            box("trak") { track() }
            box("mvex") {
                fullBox("trex") { int(TRACK); int(1); int(SAMPLES_PER_FRAME); int(0); int(0) }
            }
        }
    }.bytes()

    /**
     * `moof` and `mdat` of one fragment.
     *
     * @param sequence number of the fragment, from 1
     * @param firstFrame how many frames of the take came before
     */
    fun fragment(sequence: Int, firstFrame: Long, frames: List<ByteArray>): ByteArray {
        val moofBytes = MOOF_WITHOUT_FRAMES + 4 * frames.size
        return Boxes().apply {
            box("moof") {
                fullBox("mfhd") { int(sequence) }
                box("traf") {
                    fullBox("tfhd", flags = 0x020000) { int(TRACK) } // default-base-is-moof
                    fullBox("tfdt", version = 1) { long(firstFrame * SAMPLES_PER_FRAME) }
                    fullBox("trun", flags = 0x000201) { // data offset, size of each sample
                        int(frames.size)
                        int(moofBytes + 8)
                        frames.forEach { int(it.size) }
                    }
                }
            }
            box("mdat") { frames.forEach { raw(it) } }
        }.bytes()
    }

    private fun Boxes.track() {
        fullBox("tkhd", flags = 3) {
            int(0); int(0); int(TRACK); int(0); int(0)
            int(0); int(0); short(0); short(0); short(0x0100); short(0)
            matrix()
            int(0); int(0)
        }
        box("mdia") {
            fullBox("mdhd") { int(0); int(0); int(sampleRate); int(0); short(0x55C4); short(0) }
            fullBox("hdlr") { int(0); text("soun"); int(0); int(0); int(0); text("sound"); byte(0) }
            box("minf") {
                fullBox("smhd") { short(0); short(0) }
                box("dinf") { fullBox("dref") { int(1); fullBox("url ", flags = 1) {} } }
                box("stbl") {
                    fullBox("stsd") { int(1); box("mp4a") { audioSampleEntry() } }
                    fullBox("stts") { int(0) }
                    fullBox("stsc") { int(0) }
                    fullBox("stsz") { int(0); int(0) }
                    fullBox("stco") { int(0) }
                }
            }
        }
    }

    private fun Boxes.audioSampleEntry() {
        int(0); short(0); short(1)
        int(0); int(0); short(channels); short(16); short(0); short(0)
        int((sampleRate and 0xFFFF) shl 16)
        fullBox("esds") {
            descriptor(0x03) { // ES
                short(TRACK); byte(0)
                descriptor(0x04) { // decoder configuration: AAC, audio stream
                    byte(0x40); byte(0x15); byte(0); short(0)
                    int(0); int(0)
                    descriptor(0x05) { raw(config) }
                }
                descriptor(0x06) { byte(2) } // SL: as MP4 wants it
            }
        }
    }

    private fun Boxes.matrix() {
        intArrayOf(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000).forEach { int(it) }
    }

    companion object {
        /** What AAC-LC codes at a time. */
        const val SAMPLES_PER_FRAME = 1024
        private const val TRACK = 1

        /** moof 8, mfhd 16, traf 8, tfhd 16, tfdt 20, trun 20. */
        private const val MOOF_WITHOUT_FRAMES = 88
    }
}

/** Nested boxes, each with its length in front. */
private class Boxes {
    private val out = ByteArrayOutputStream()

    fun bytes(): ByteArray = out.toByteArray()

    fun box(type: String, content: Boxes.() -> Unit) {
        val inner = Boxes().apply(content).bytes()
        int(inner.size + 8)
        text(type)
        raw(inner)
    }

    fun fullBox(type: String, version: Int = 0, flags: Int = 0, content: Boxes.() -> Unit) =
        box(type) {
            int((version shl 24) or flags)
            content()
        }

    /** An MPEG-4 descriptor: its content is shorter than 128 bytes here, so its length takes one. */
    fun descriptor(tag: Int, content: Boxes.() -> Unit) {
        val inner = Boxes().apply(content).bytes()
        check(inner.size < 128) { "a descriptor of ${inner.size} bytes" }
        byte(tag)
        byte(inner.size)
        raw(inner)
    }

    fun byte(value: Int) = out.write(value)

    fun short(value: Int) {
        byte(value ushr 8)
        byte(value)
    }

    fun int(value: Int) {
        short(value ushr 16)
        short(value)
    }

    fun long(value: Long) {
        int((value ushr 32).toInt())
        int(value.toInt())
    }

    fun text(value: String) = raw(value.toByteArray(Charsets.US_ASCII))

    fun raw(value: ByteArray) = out.write(value, 0, value.size)
}
