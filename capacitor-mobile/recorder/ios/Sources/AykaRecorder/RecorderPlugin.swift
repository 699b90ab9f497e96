import AVFoundation
import Capacitor
import Foundation

/// What the page can ask of the recorder; see `src/definitions.ts`.
@objc(RecorderPlugin)
public class RecorderPlugin: CAPPlugin, CAPBridgedPlugin {
    public let identifier = "RecorderPlugin"
    public let jsName = "AykaRecorder"
    public let pluginMethods: [CAPPluginMethod] = [
        "start", "pause", "resume", "stop", "mark", "flush", "status",
        "recordings", "chunks", "read", "release", "finish", "remove"
    ].map { CAPPluginMethod(name: $0, returnType: CAPPluginReturnPromise) }

    private let reader = DispatchQueue(label: "app.ayka.recorder.reader", qos: .userInitiated)

    override public func load() {
        guard let recorder = try? PhoneRecorder.shared.get() else { return }
        recorder.changed = { [weak self] in self?.notifyListeners("changed", data: Self.json($0)) }
        recorder.kept = { [weak self] in
            self?.notifyListeners("kept", data: ["recording": $0, "take": $1, "number": $2])
        }
        recorder.full = { [weak self] in self?.notifyListeners("full", data: [:]) }
    }

    @objc func start(_ call: CAPPluginCall) {
        guard let recording = call.getString("recording"), let note = call.getString("note") else {
            call.reject("recording and note are needed", "failed")
            return
        }
        AVAudioSession.sharedInstance().requestRecordPermission { [weak self] allowed in
            guard allowed else {
                call.reject("the microphone is not allowed", Trouble.denied.rawValue)
                return
            }
            var comes = false
            self?.with(call) { recorder in
                recorder.on({ comes = $0.start(recording, note: note) }, then: { status in
                    if comes {
                        call.resolve(Self.json(status))
                    } else {
                        call.reject("no sound comes", (status.trouble ?? .failed).rawValue)
                    }
                })
            }
        }
    }

    @objc func pause(_ call: CAPPluginCall) {
        ask(call) { $0.pause() }
    }

    @objc func resume(_ call: CAPPluginCall) {
        ask(call) { $0.resume() }
    }

    @objc func stop(_ call: CAPPluginCall) {
        ask(call) { $0.stop() }
    }

    @objc func status(_ call: CAPPluginCall) {
        ask(call) { _ in }
    }

    @objc func mark(_ call: CAPPluginCall) {
        with(call) { recorder in
            var at: Int64?
            recorder.on({ at = $0.mark() }, then: { _ in call.resolve(at.map { ["atMs": $0] } ?? [:]) })
        }
    }

    /// Segments are cut by the system every 4 s and cannot be cut earlier.
    @objc func flush(_ call: CAPPluginCall) {
        call.resolve()
    }

    @objc func recordings(_ call: CAPPluginCall) {
        read(call) { files in ["recordings": files.recordings().map(Self.json)] }
    }

    @objc func chunks(_ call: CAPPluginCall) {
        read(call) { files in
            let take = call.getInt("take") ?? -1
            let from = call.getInt("from") ?? 0
            let takes = files.recording(call.getString("recording") ?? "")?.takes ?? []
            let chunks = takes.indices.contains(take) ? takes[take].chunks : []
            return ["chunks": chunks.filter { $0.number >= from }.map(Self.json)]
        }
    }

    @objc func read(_ call: CAPPluginCall) {
        read(call) { files in
            let sound = files.read(
                call.getString("recording") ?? "", call.getInt("take") ?? -1, call.getInt("number") ?? -1)
            return sound.map { ["base64": $0.base64EncodedString()] } ?? [:]
        }
    }

    @objc func release(_ call: CAPPluginCall) {
        read(call) { files in
            let numbers = (call.getArray("numbers") ?? []).compactMap { $0 as? Int }
            try files.release(call.getString("recording") ?? "", call.getInt("take") ?? -1, numbers)
            return [:]
        }
    }

    @objc func finish(_ call: CAPPluginCall) {
        read(call) { files in
            if let recording = files.recording(call.getString("recording") ?? "") {
                try files.end(recording.id)
            }
            return [:]
        }
    }

    @objc func remove(_ call: CAPPluginCall) {
        read(call) { files in
            files.remove(call.getString("recording") ?? "")
            return [:]
        }
    }

    private func ask(_ call: CAPPluginCall, _ work: @escaping (Dictaphone) -> Void) {
        with(call) { $0.on(work, then: { call.resolve(Self.json($0)) }) }
    }

    /// Work on the disk, off the bridge's queue and off the recorder's.
    private func read(_ call: CAPPluginCall, _ work: @escaping (RecordingFiles) throws -> [String: Any]) {
        with(call) { recorder in
            self.reader.async {
                do {
                    call.resolve(try work(recorder.files))
                } catch {
                    call.reject("\(error)", Trouble.failed.rawValue)
                }
            }
        }
    }

    private func with(_ call: CAPPluginCall, _ work: (PhoneRecorder) -> Void) {
        do {
            work(try PhoneRecorder.shared.get())
        } catch {
            call.reject("the phone's disk cannot be written", Trouble.full.rawValue)
        }
    }

    private static func json(_ status: PhoneRecorder.Status) -> [String: Any] {
        var json: [String: Any] = ["elapsedMs": status.elapsedMs, "level": status.level]
        switch status.state {
        case .idle: json["state"] = "idle"
        case .recording: json["state"] = "recording"
        case .paused: json["state"] = "paused"
        case .interrupted(_, let why, _):
            json["state"] = "interrupted"
            json["cause"] = why.rawValue
        }
        if let recording = status.state.recording { json["recording"] = recording }
        if let trouble = status.trouble { json["trouble"] = trouble.rawValue }
        return json
    }

    private static func json(_ recording: DeviceRecording) -> [String: Any] {
        [
            "id": recording.id, "note": recording.note, "ended": recording.ended, "marks": recording.marks,
            "takes": recording.takes.map(json)
        ]
    }

    private static func json(_ take: DeviceTake) -> [String: Any] {
        var json: [String: Any] = [
            "take": take.take, "mimeType": take.mimeType, "startOffsetMs": take.startOffsetMs,
            "beganAtMs": take.beganAtMs, "chunks": take.chunks.count
        ]
        if let lost = take.lostBefore { json["lostBefore"] = ["lengthMs": lost.lengthMs, "cause": lost.cause] }
        if let ended = take.ended {
            json["ended"] = ["chunks": ended.chunks, "capturedMs": ended.capturedMs, "paused": ended.paused]
        }
        return json
    }

    private static func json(_ chunk: DeviceChunk) -> [String: Any] {
        [
            "number": chunk.number, "bytes": chunk.bytes, "sha256": chunk.sha256, "startMs": chunk.startMs,
            "durationMs": chunk.durationMs, "heardAtMs": chunk.heardAtMs, "here": chunk.here
        ]
    }
}
