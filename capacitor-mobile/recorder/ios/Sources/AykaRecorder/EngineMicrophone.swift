import AVFoundation
import Foundation
import UniformTypeIdentifiers

/// The phone's microphone through AVAudioEngine, coded and cut by AVAssetWriter: in its HLS profile the writer gives a
/// header and then segments, each complete in itself, and never touches a file.
final class EngineMicrophone: NSObject, Microphone, AVAssetWriterDelegate {
    let mimeType = "audio/mp4;codecs=mp4a.40.2"

    /// Shorter than the protocol's 5 s.
    private static let segmentSeconds = 4.0
    private static let bitRate = 64_000

    private let levelLock = NSLock()
    private var loudness: Float = 0
    private let queue = DispatchQueue(label: "app.ayka.recorder.encoder")
    private var engine: AVAudioEngine?
    private var writer: AVAssetWriter?
    private var input: AVAssetWriterInput?
    private var samples: Int64 = 0
    private var header: ((Data) -> Void)?
    private var segment: ((Data, Double) -> Void)?

    var level: Float {
        levelLock.lock()
        defer { levelLock.unlock() }
        return loudness
    }

    func open(header: @escaping (Data) -> Void, segment: @escaping (Data, Double) -> Void) throws {
        close()
        let session = AVAudioSession.sharedInstance()
        guard session.recordPermission == .granted else { throw Trouble.denied }
        do {
            // `record` silences nothing that others play but what the system must; a headset by Bluetooth may be used.
            try session.setCategory(.record, mode: .default, options: [.allowBluetooth])
            try session.setActive(true)
        } catch {
            throw Trouble.busy // a call has it, or the system does not allow it from the background
        }
        guard session.isInputAvailable else { throw Trouble.noMicrophone }
        let engine = AVAudioEngine()
        let format = engine.inputNode.outputFormat(forBus: 0)
        guard format.sampleRate > 0, format.channelCount > 0 else { throw Trouble.busy }
        self.header = header
        self.segment = segment
        samples = 0
        try prepareWriter(sampleRate: format.sampleRate)
        engine.inputNode.installTap(onBus: 0, bufferSize: 4096, format: format) { [weak self] buffer, _ in
            self?.heard(buffer)
        }
        engine.prepare()
        do {
            try engine.start()
        } catch {
            engine.inputNode.removeTap(onBus: 0)
            writer?.cancelWriting()
            writer = nil
            throw Trouble.busy
        }
        self.engine = engine
    }

    func close() {
        if let engine {
            engine.inputNode.removeTap(onBus: 0)
            engine.stop()
        }
        engine = nil
        finishWriter()
        setLevel(0)
    }

    func assetWriter(
        _ writer: AVAssetWriter, didOutputSegmentData segmentData: Data, segmentType: AVAssetSegmentType,
        segmentReport: AVAssetSegmentReport?
    ) {
        switch segmentType {
        case .initialization:
            header?(segmentData)
        case .separable:
            let seconds = segmentReport?.trackReports.first.map { CMTimeGetSeconds($0.duration) } ?? 0
            segment?(segmentData, seconds.isFinite ? seconds : 0)
        @unknown default:
            break
        }
    }

    private func prepareWriter(sampleRate: Double) throws {
        let writer = AVAssetWriter(contentType: .mpeg4Movie)
        writer.outputFileTypeProfile = .mpeg4AppleHLS
        writer.preferredOutputSegmentInterval = CMTime(seconds: Self.segmentSeconds, preferredTimescale: 1000)
        writer.initialSegmentStartTime = .zero
        writer.delegate = self
        // AAC takes these rates as they are; a headset's 8 or 16 kHz is not made to look better than it is.
        let input = AVAssetWriterInput(
            mediaType: .audio,
            outputSettings: [
                AVFormatIDKey: kAudioFormatMPEG4AAC,
                AVSampleRateKey: sampleRate > 48_000 ? 48_000 : sampleRate,
                AVNumberOfChannelsKey: 1,
                AVEncoderBitRateKey: sampleRate < 32_000 ? 24_000 : Self.bitRate
            ])
        input.expectsMediaDataInRealTime = true
        guard writer.canAdd(input) else { throw Trouble.failed }
        writer.add(input)
        guard writer.startWriting() else { throw Trouble.failed }
        writer.startSession(atSourceTime: .zero)
        self.writer = writer
        self.input = input
    }

    /// Comes on the engine's own thread.
    private func heard(_ buffer: AVAudioPCMBuffer) {
        setLevel(Self.peak(buffer))
        queue.sync {
            guard let input, writer?.status == .writing else { return }
            let rate = Int32(buffer.format.sampleRate)
            let at = CMTime(value: samples, timescale: rate)
            samples += Int64(buffer.frameLength)
            if input.isReadyForMoreMediaData, let sample = Self.sample(buffer, at: at) {
                input.append(sample)
            }
        }
    }

    private func finishWriter() {
        let finishing: AVAssetWriter? = queue.sync {
            input?.markAsFinished()
            input = nil
            defer { writer = nil }
            return writer
        }
        guard let finishing, finishing.status == .writing else { return }
        let done = DispatchSemaphore(value: 0)
        finishing.finishWriting { done.signal() } // gives the last segment before
        _ = done.wait(timeout: .now() + 10)
    }

    private func setLevel(_ level: Float) {
        levelLock.lock()
        loudness = level
        levelLock.unlock()
    }

    /// Peak on a scale that shows a quiet room as little and a voice as much.
    private static func peak(_ buffer: AVAudioPCMBuffer) -> Float {
        guard let channel = buffer.floatChannelData?[0] else { return 0 }
        var peak: Float = 0
        for index in 0..<Int(buffer.frameLength) {
            peak = max(peak, abs(channel[index]))
        }
        return min(1, peak * 2.7)
    }

    private static func sample(_ buffer: AVAudioPCMBuffer, at time: CMTime) -> CMSampleBuffer? {
        var format: CMAudioFormatDescription?
        guard CMAudioFormatDescriptionCreate(
            allocator: kCFAllocatorDefault, asbd: buffer.format.streamDescription, layoutSize: 0, layout: nil,
            magicCookieSize: 0, magicCookie: nil, extensions: nil, formatDescriptionOut: &format) == noErr
        else { return nil }
        var timing = CMSampleTimingInfo(
            duration: CMTime(value: 1, timescale: Int32(buffer.format.sampleRate)),
            presentationTimeStamp: time, decodeTimeStamp: .invalid)
        var sample: CMSampleBuffer?
        guard CMSampleBufferCreate(
            allocator: kCFAllocatorDefault, dataBuffer: nil, dataReady: false, makeDataReadyCallback: nil, refcon: nil,
            formatDescription: format, sampleCount: CMItemCount(buffer.frameLength), sampleTimingEntryCount: 1,
            sampleTimingArray: &timing, sampleSizeEntryCount: 0, sampleSizeArray: nil, sampleBufferOut: &sample) == noErr,
            let made = sample,
            CMSampleBufferSetDataBufferFromAudioBufferList(
                made, blockBufferAllocator: kCFAllocatorDefault, blockBufferMemoryAllocator: kCFAllocatorDefault, flags: 0,
                bufferList: buffer.mutableAudioBufferList) == noErr
        else { return nil }
        return made
    }
}
