import XCTest

@testable import AykaRecorder

/// The same cases as `DictaphoneTest` and `RecordingFilesTest` of the Android side.
final class DictaphoneTests: XCTestCase {
    private let id = "0b7a1c1e-4a3f-4c55-9d0a-2f6b8c1d9e10"
    private var root: URL!
    private var files: RecordingFiles!
    private var microphone: HandMicrophone!
    private var dictaphone: Dictaphone!
    private var now: Int64 = 1_763_000_000_000

    override func setUpWithError() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try begin()
    }

    override func tearDown() {
        try? FileManager.default.removeItem(at: root)
    }

    func testAPhoneCallEndsTheTakeAndTheNextOneSaysHowMuchWasNotHeard() throws {
        XCTAssertTrue(dictaphone.start(id, note: "{}"))
        hear(5)
        dictaphone.interrupt(.call, waits: true)
        now += 95_000
        XCTAssertTrue(dictaphone.interruptionOver())
        hear(2)
        dictaphone.stop()

        let recording = try XCTUnwrap(files.recording(id))
        XCTAssertEqual(recording.takes.map { $0.chunks.count }, [5, 2])
        XCTAssertEqual(recording.takes[1].lostBefore, Lost(lengthMs: 95_000, cause: "phone call"))
        XCTAssertEqual(recording.takes[1].startOffsetMs, 20_000)
        XCTAssertTrue(recording.ended)
    }

    func testAPauseIsNotMissing() throws {
        XCTAssertTrue(dictaphone.start(id, note: "{}"))
        hear(1)
        dictaphone.pause()
        now += 60_000
        XCTAssertFalse(dictaphone.interruptionOver())
        XCTAssertTrue(dictaphone.resume())
        hear(1)
        dictaphone.stop()

        XCTAssertNil(try XCTUnwrap(files.recording(id)).takes[1].lostBefore)
    }

    func testWhatAKillCutOffIsGoneOnWithInANewTakeThatNamesIt() throws {
        XCTAssertTrue(dictaphone.start(id, note: "{}"))
        hear(3)
        dictaphone.flushDisk()
        now += 40_000
        try begin()
        XCTAssertTrue(dictaphone.start(id, note: "{}"))
        hear(1)
        dictaphone.stop()

        let takes = try XCTUnwrap(files.recording(id)).takes
        XCTAssertEqual(takes[1].lostBefore, Lost(lengthMs: 40_000, cause: "the app was ended while recording"))
        XCTAssertEqual(takes[0].ended, TakeEnd(chunks: 3, capturedMs: 12_000, paused: false))
    }

    func testTheHeaderTravelsWithTheFirstChunk() throws {
        XCTAssertTrue(dictaphone.start(id, note: "{}"))
        hear(2)
        dictaphone.stop()

        XCTAssertEqual(files.read(id, 0, 0), Data([0, 0, 0]) + Data([1, 2, 3]))
        XCTAssertEqual(files.read(id, 0, 1), Data([1, 2, 3]))
    }

    func testATornLineAndATornChunkAreCutOff() throws {
        XCTAssertTrue(dictaphone.start(id, note: "{}"))
        hear(2)
        dictaphone.flushDisk()
        let directory = root.appendingPathComponent(id)
        try Data([9]).write(to: directory.appendingPathComponent("0-2.m4s"))
        let handle = try FileHandle(forWritingTo: directory.appendingPathComponent("journal"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("chunk\t0\t2\t1".utf8))
        try handle.close()
        try begin()

        XCTAssertEqual(files.recording(id)?.takes[0].chunks.map(\.number), [0, 1])
        XCTAssertFalse(FileManager.default.fileExists(atPath: directory.appendingPathComponent("0-2.m4s").path))
    }

    func testTheJournalsChecksumIsThatOfZip() {
        XCTAssertEqual(Journal.checksum("123456789"), "cbf43926")
    }

    func testARecordingThatNeverHeardAnythingIsNotKept() {
        microphone.refuses = .denied
        XCTAssertFalse(dictaphone.start(id, note: "{}"))
        XCTAssertEqual(dictaphone.trouble, .denied)
        XCTAssertNil(files.recording(id))
    }

    private func begin() throws {
        files = try RecordingFiles(root: root)
        microphone = HandMicrophone()
        dictaphone = Dictaphone(
            files: files, microphone: microphone, disk: DispatchQueue(label: "disk"),
            ports: Dictaphone.Ports(
                dateMs: { [unowned self] in now }, elapsedMs: { [unowned self] in now },
                changed: {}, kept: { _, _, _ in }, full: {}))
    }

    private func hear(_ chunks: Int) {
        for _ in 0..<chunks {
            microphone.segment?(Data([1, 2, 3]), 4)
        }
        now += Int64(chunks) * 4_000
    }
}

private final class HandMicrophone: Microphone {
    let mimeType = "audio/mp4;codecs=mp4a.40.2"
    let level: Float = 0.5
    var refuses: Trouble?
    var segment: ((Data, Double) -> Void)?

    func open(header: @escaping (Data) -> Void, segment: @escaping (Data, Double) -> Void) throws {
        if let refuses { throw refuses }
        header(Data([0, 0, 0]))
        self.segment = segment
    }

    func close() {
        segment = nil
    }
}
