import AVFoundation
import Foundation
import UIKit
import UserNotifications

/// The app's one recorder: what is recorded goes on whether or not a page looks on. Everything it does happens on its own
/// queue; `files` may be asked from any.
final class PhoneRecorder {
    struct Status {
        let state: RecorderState
        let elapsedMs: Int64
        let level: Float
        let trouble: Trouble?
    }

    static let shared = Result { try PhoneRecorder() }

    let files: RecordingFiles
    var changed: ((Status) -> Void)?
    var kept: ((String, Int, Int) -> Void)?
    var full: (() -> Void)?

    private let queue = DispatchQueue(label: "app.ayka.recorder", qos: .userInitiated)
    private let disk = DispatchQueue(label: "app.ayka.recorder.disk", qos: .userInitiated)
    private let microphone = EngineMicrophone()
    private var dictaphone: Dictaphone!
    private var observers: [NSObjectProtocol] = []
    private var retry: DispatchSourceTimer?

    private static let retrySeconds = 5.0
    private static let askToGoOn = "app.ayka.recorder.goOn"

    private init() throws {
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        files = try RecordingFiles(root: support.appendingPathComponent("recordings"))
        dictaphone = Dictaphone(
            files: files, microphone: microphone, disk: disk,
            ports: Dictaphone.Ports(
                dateMs: { Int64(Date().timeIntervalSince1970 * 1000) },
                elapsedMs: { Int64(clock_gettime_nsec_np(CLOCK_MONOTONIC) / 1_000_000) },
                changed: { [weak self] in self?.stateChanged() },
                kept: { [weak self] in self?.kept?($0, $1, $2) },
                full: { [weak self] in self?.full?() }))
        watch()
    }

    /// Runs on the recorder's queue and answers with its state after that.
    func on(_ work: @escaping (Dictaphone) -> Void, then: @escaping (Status) -> Void = { _ in }) {
        queue.async { [self] in
            work(dictaphone)
            then(status())
        }
    }

    private func status() -> Status {
        Status(
            state: dictaphone.state, elapsedMs: dictaphone.elapsedMs, level: dictaphone.level,
            trouble: dictaphone.trouble)
    }

    private func stateChanged() {
        let now = status()
        switch now.state {
        case .interrupted(_, _, waits: true):
            startRetrying()
        case .idle:
            stopRetrying()
            try? AVAudioSession.sharedInstance().setActive(false, options: .notifyOthersOnDeactivation)
        default:
            stopRetrying()
        }
        changed?(now)
    }

    private func watch() {
        let center = NotificationCenter.default
        let session = AVAudioSession.sharedInstance()
        func observe(_ name: Notification.Name, _ object: Any?, _ heard: @escaping (Notification) -> Void) {
            observers.append(center.addObserver(forName: name, object: object, queue: nil) { [weak self] note in
                self?.queue.async { heard(note) }
            })
        }
        observe(AVAudioSession.interruptionNotification, session) { [weak self] in self?.interrupted($0) }
        observe(.AVAudioEngineConfigurationChange, nil) { [weak self] _ in self?.reconfigured() }
        observe(AVAudioSession.routeChangeNotification, session) { [weak self] in self?.rerouted($0) }
        observe(AVAudioSession.mediaServicesWereLostNotification, session) { [weak self] _ in
            self?.dictaphone.interrupt(.lost, waits: true)
        }
        // Everything made before is void: the microphone makes anew all that it needs when it is opened.
        observe(AVAudioSession.mediaServicesWereResetNotification, session) { [weak self] _ in
            self?.dictaphone.interrupt(.lost, waits: true)
            self?.dictaphone.interruptionOver()
        }
        observe(UIApplication.didBecomeActiveNotification, nil) { [weak self] _ in
            self?.dictaphone.interruptionOver()
        }
    }

    private func interrupted(_ note: Notification) {
        guard let raw = note.userInfo?[AVAudioSessionInterruptionTypeKey] as? UInt,
            let type = AVAudioSession.InterruptionType(rawValue: raw)
        else { return }
        switch type {
        case .began:
            // A call by phone or by another app; the system does not say which.
            dictaphone.interrupt(.call, waits: true)
        case .ended:
            if !dictaphone.interruptionOver() { remind() }
        @unknown default:
            break
        }
    }

    /// A headset came or went, or its format changed: the engine has stopped, and starts with what is there now.
    private func reconfigured() {
        if case .recording = dictaphone.state { dictaphone.reopen(.lost) }
    }

    private func rerouted(_ note: Notification) {
        let raw = note.userInfo?[AVAudioSessionRouteChangeReasonKey] as? UInt
        switch raw.flatMap(AVAudioSession.RouteChangeReason.init(rawValue:)) {
        case .newDeviceAvailable, .oldDeviceUnavailable, .override:
            dictaphone.interruptionOver()
        case .noSuitableRouteForCategory:
            dictaphone.interrupt(.lost, waits: true)
        default:
            break
        }
    }

    private func startRetrying() {
        guard retry == nil else { return }
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + Self.retrySeconds, repeating: Self.retrySeconds)
        timer.setEventHandler { [weak self] in self?.dictaphone.interruptionOver() }
        timer.resume()
        retry = timer
    }

    private func stopRetrying() {
        retry?.cancel()
        retry = nil
        UNUserNotificationCenter.current().removeDeliveredNotifications(withIdentifiers: [Self.askToGoOn])
    }

    /// iOS may refuse a microphone to an app in the background after a call; its owner is told, the gap is counted.
    private func remind() {
        guard case .interrupted = dictaphone.state else { return }
        let content = UNMutableNotificationContent()
        content.title = NSLocalizedString("ayka.goOn.title", bundle: .module, comment: "")
        content.body = NSLocalizedString("ayka.goOn.text", bundle: .module, comment: "")
        content.sound = .default
        UNUserNotificationCenter.current().add(
            UNNotificationRequest(identifier: Self.askToGoOn, content: content, trigger: nil))
    }
}
