// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/inspect/kind.h>
#include <shmlab/inspect/object_reader.h>

#include <boost/interprocess/managed_shared_memory.hpp>

#include <QDir>
#include <QSet>
#include <QSharedMemory>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <limits>
#include <set>

#include <semaphore.h>
#include <sys/stat.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;

std::string head(std::initializer_list<std::uint32_t> words)
{
    std::array<std::uint32_t, headBytes / sizeof(std::uint32_t)> all{};
    std::ranges::copy(words, all.begin());
    return {reinterpret_cast<const char *>(all.data()), headBytes};
}

Kind recognised(std::string_view name, off_t size, std::string_view bytes)
{
    return detectKind(name, size, std::as_bytes(std::span(bytes)));
}

/// The kind of an existing object, as a scan detects it.
Kind kindOf(const std::string &name)
{
    const auto object = ObjectReader::open(InspectCalls(), *ObjectName::parse(name));
    if (!object)
        return Kind::Unknown;
    std::array<std::byte, headBytes> bytes{};
    const auto got = object->readAt(0, bytes);
    return detectKind(name, object->status()->sizeBytes, std::span(bytes).first(got.value_or(0)));
}

} // namespace

class KindTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byName_data();
    void byName();
    void byBytes_data();
    void byBytes();
    void byFileType_data();
    void byFileType();
    void everyKindHasAName();
    void everyKindOfAProgramHasASource();
    void hostileHeadsDoNoHarm();
    void realExchange();
    void realCounters();
    void realSemaphore();
    void realBoostSegment();
    void realPythonObject();
    void realQtObject();
    void realIceoryxObject();
};

void KindTest::byName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *name, Kind kind) { QTest::newRow(name) << QByteArray(name) << kind; };
    row("sem.mine", Kind::Semaphore);
    row("sem.fastrtps_port7411_mutex", Kind::FastDds);
    row("fastrtps_port7411", Kind::FastDds);
    row("fastdds_0a1b", Kind::FastDds);
    row("sem.fastdds_port7411_mutex", Kind::FastDds);
    row("psm_0a1b2c3d", Kind::Python);
    row("pym-123-abc", Kind::Python);
    row("joblib_memmapping_folder_12_0", Kind::Python);
    row("torch_12_34_0", Kind::PyTorch);
    row("qipc_sharedmemory_x0123", Kind::QSharedMemory);
    row("qipc_systemsem_x0123", Kind::QSharedMemory);
    row("iceoryx_mgmt", Kind::Iceoryx);
    row("iox_0_u_x", Kind::Iceoryx);
    row("iox1_0_u_x", Kind::Iceoryx);
    row("iox2_0123.data", Kind::Iceoryx);
    row("pulse-shm-123456", Kind::PulseAudio);
    row("pipewire-tmpfile.a1B2c3", Kind::PipeWire);
    row("pw-0123", Kind::Unknown); // no program is known to use it
    row("jack-shm-registry", Kind::Jack);
    row("jack_sem.1000_default", Kind::Jack);
    row(".org.chromium.Chromium.abc", Kind::Chromium);
    row(".com.google.Chrome.abc", Kind::Chromium);
    row("wine-0123-fsync", Kind::Wine);
    row("wine-0123-esync", Kind::Wine);
    row("wine-list", Kind::Unknown);
    row("PostgreSQL.1234567", Kind::PostgreSql);
    row("mine", Kind::Unknown);
    row("semaphore", Kind::Unknown); // no dot
    row("my.sem.mine", Kind::Unknown); // not at the beginning
    row("postgresql.1", Kind::Unknown); // names are bytes
    row("psm", Kind::Unknown);
    row("", Kind::Unknown);
}

void KindTest::byName()
{
    QFETCH(QByteArray, name);
    QFETCH(Kind, kind);
    QCOMPARE(detectKind(name.toStdString(), pageBytes, {}), kind);
    QCOMPARE(recognised(name.toStdString(), pageBytes, head({})), kind);
    QCOMPARE(detectKind(name.toStdString(), 0, {}), kind);
}

void KindTest::byBytes_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *what, std::string bytes, Kind kind, qint64 size = pageBytes) {
        QTest::newRow(what) << std::move(bytes) << size << kind;
    };
    constexpr std::uint32_t largest = 0x7fffffff;
    row("zeros", head({}), Kind::Unknown);
    row("server is taller", head({2, 1}), Kind::PossibleExchange);
    row("client is taller", head({1, 2}), Kind::PossibleExchange);
    row("equal", head({5, 5}), Kind::PossibleExchange);
    row("first hand-over", head({1, 0}), Kind::PossibleExchange);
    row("across the wrap", head({largest + 1, largest}), Kind::PossibleExchange);
    row("negative", head({0xffffffff, 0}), Kind::PossibleExchange);
    row("too far apart", head({5, 9}), Kind::Unknown);
    row("other bytes after the counters", head({5, 5, 1}), Kind::Unknown);
    row("other size", head({5, 5}), Kind::Unknown, 2 * pageBytes);
    std::string presence = head({2, 1});
    std::memcpy(presence.data() + presenceOffset(Role::Client), &presenceMagic, sizeof presenceMagic);
    row("presence", presence, Kind::ShmlabExchange);
    row("presence in a large one", presence, Kind::ShmlabExchange, 1 << 20);
    row("truncated", presence.substr(0, presenceEnd - 1), Kind::Unknown);
    row("PostgreSQL control segment", head({0x9a503d32, 1}), Kind::PostgreSql);
    row("Boost", head({2, 0, 0, 0, 0, 0, 65536 - 16, 0}), Kind::BoostManaged, 65536);
    row("Boost of another size", head({2, 0, 0, 0, 0, 0, 65536 - 16, 0}), Kind::Unknown, 65536 * 2);
    row("Boost unfinished", head({1, 0, 0, 0, 0, 0, 65536 - 16, 0}), Kind::Unknown, 65536);
}

void KindTest::byBytes()
{
    QFETCH(std::string, bytes);
    QFETCH(qint64, size);
    QFETCH(Kind, kind);
    QCOMPARE(recognised("mine", size, bytes), kind);
    QCOMPARE(isExchange(kind), kind == Kind::ShmlabExchange || kind == Kind::PossibleExchange);
}

void KindTest::byFileType_data()
{
    QTest::addColumn<mode_t>("mode");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("directory") << mode_t{S_IFDIR | 0755} << Kind::Directory;
    QTest::newRow("link") << mode_t{S_IFLNK | 0777} << Kind::Link;
    QTest::newRow("FIFO") << mode_t{S_IFIFO | 0600} << Kind::Fifo;
    QTest::newRow("socket") << mode_t{S_IFSOCK | 0600} << Kind::Socket;
    QTest::newRow("character device") << mode_t{S_IFCHR | 0600} << Kind::Device;
    QTest::newRow("block device") << mode_t{S_IFBLK | 0600} << Kind::Device;
    QTest::newRow("regular") << mode_t{S_IFREG | 0600} << Kind::Unknown;
    QTest::newRow("nonsense") << mode_t{0} << Kind::Unknown;
}

void KindTest::byFileType()
{
    QFETCH(mode_t, mode);
    QFETCH(Kind, kind);
    QCOMPARE(kindOfFile(mode), kind);
}

void KindTest::everyKindHasAName()
{
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(Kind::Device); ++kind)
        names.insert(kindName(static_cast<Kind>(kind)));
    QCOMPARE(names.size(), static_cast<std::size_t>(Kind::Device) + 1);
    QCOMPARE(kindName(Kind::Unknown), std::string_view("unknown"));
    QCOMPARE(kindName(static_cast<Kind>(200)), std::string_view("unknown"));
}

void KindTest::everyKindOfAProgramHasASource()
{
    constexpr std::array others{Kind::Unknown, Kind::PossibleExchange, Kind::Directory, Kind::Link,
                                Kind::Fifo,    Kind::Socket,           Kind::Device};
    for (int i = 0; i <= static_cast<int>(Kind::Device); ++i) {
        const auto kind = static_cast<Kind>(i);
        const bool isOther = std::ranges::find(others, kind) != others.end();
        QVERIFY2(factsOf(kind).source.empty() == isOther, std::string(kindName(kind)).c_str());
    }
    QCOMPARE(factsOf(Kind::Jack).lifetime, Lifetime::WaitsForNextUser);
    QCOMPARE(factsOf(Kind::Wine).lifetime, Lifetime::EndsWithMaker);
    QCOMPARE(factsOf(Kind::PipeWire).lifetime, Lifetime::EndsWithMaker);
    QCOMPARE(factsOf(Kind::BoostManaged).lifetime, Lifetime::Unknown);
}

void KindTest::hostileHeadsDoNoHarm()
{
    // Every length, in a buffer of exactly that length, so that a sanitizer notices a read beyond its end.
    for (const std::uint32_t first : {0U, 1U, 2U, 0x80000000U, 0x9a503d32U, 0xffffffffU}) {
        for (std::size_t length = 0; length <= headBytes; ++length) {
            const std::string whole = head({first, first, 0, 0, first});
            const std::vector<char> bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            for (const off_t size : {off_t{-1}, off_t{0}, off_t{15}, pageBytes, std::numeric_limits<off_t>::max()})
                (void)recognised("x", size, {bytes.data(), bytes.size()});
        }
    }
    (void)recognised("test.shmem", 1, "1");
    QCOMPARE(recognised("test.shmem", 8, "12345678"), Kind::PlainExchange);
    QCOMPARE(recognised(std::string(255, '\xff'), pageBytes, head({1, 1, 1})), Kind::Unknown);
}

void KindTest::realExchange()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    QCOMPARE(kindOf(name.bytes()), Kind::ShmlabExchange);
}

void KindTest::realCounters()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    QCOMPARE(kindOf(name.bytes()), Kind::Unknown); // an object of zeros could be anything
    QVERIFY(peer.execute("poke 0 7") > 0);
    QVERIFY(peer.execute("poke 4 8") > 0);
    QCOMPARE(kindOf(name.bytes()), Kind::PossibleExchange);
}

void KindTest::realSemaphore()
{
    const std::string name = test::objectName().bytes();
    sem_t *const semaphore = ::sem_open(name.c_str(), O_CREAT | O_EXCL, 0600, 1);
    QVERIFY(semaphore != SEM_FAILED);
    const std::string file = "sem." + name.substr(1);
    const Kind kind = kindOf(file);
    const bool exists = test::exists(*ObjectName::parse(file));
    ::sem_close(semaphore);
    QCOMPARE(::sem_unlink(name.c_str()), 0);
    QVERIFY(exists);
    QCOMPARE(kind, Kind::Semaphore);
}

void KindTest::realBoostSegment()
{
    namespace ipc = boost::interprocess;
    const test::TemporaryName name;
    for (const std::size_t size : {std::size_t{4096}, std::size_t{65536}, std::size_t{3} << 20U}) {
        ipc::shared_memory_object::remove(name.c_str());
        ipc::managed_shared_memory segment(ipc::create_only, name.c_str(), size);
        QCOMPARE(kindOf(name.bytes()), Kind::BoostManaged);
        segment.construct<int>("number")(42);
        QCOMPARE(kindOf(name.bytes()), Kind::BoostManaged);
    }
}

void KindTest::realPythonObject()
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("no python3 here");
    test::Peer peer(python,
                    {QStringLiteral("-c"),
                     QStringLiteral("import sys\n"
                                    "from multiprocessing import shared_memory\n"
                                    "memory = shared_memory.SharedMemory(create=True, size=64)\n"
                                    "print(memory.name, flush=True)\n"
                                    "sys.stdin.read()\n"
                                    "memory.close()\n"
                                    "memory.unlink()\n")});
    const QByteArray name = peer.readLine();
    if (name.isEmpty())
        QSKIP("this python3 has no multiprocessing.shared_memory");
    const auto object = ObjectName::parse(name.toStdString());
    QVERIFY(object && test::exists(*object));
    QCOMPARE(kindOf(object->bytes().substr(1)), Kind::Python);
    peer.process().closeWriteChannel();
    QCOMPARE(peer.waitForEnd(), 0);
    QVERIFY(!test::exists(*object));
}

void KindTest::realQtObject()
{
    const auto names = [] {
        const QStringList all = QDir(QStringLiteral("/dev/shm")).entryList({QStringLiteral("qipc_*")}, QDir::Files);
        return QSet<QString>(all.begin(), all.end());
    };
    const QSet<QString> before = names();
    QSharedMemory memory(test::text(test::objectName()));
    if (!memory.create(4096))
        QSKIP(qPrintable(QStringLiteral("no QSharedMemory here: ") + memory.errorString()));
    const QSet<QString> made = names() - before;
    if (made.isEmpty())
        QSKIP("QSharedMemory is of System V in this Qt, and leaves nothing in /dev/shm");
    for (const QString &name : made)
        QCOMPARE(kindOf(name.toStdString()), Kind::QSharedMemory);
}

void KindTest::realIceoryxObject()
{
    const ObjectName management = *ObjectName::parse("iceoryx_mgmt");
    if (QStandardPaths::findExecutable(QStringLiteral("iox-roudi")).isEmpty())
        QSKIP("no iceoryx here");
    if (test::exists(management))
        QSKIP("iceoryx runs already");
    test::Peer daemon(QStringLiteral("iox-roudi"));
    if (!test::eventually([&] { return test::exists(management); }))
        QSKIP("the daemon of iceoryx does not come up here");
    QCOMPARE(kindOf(management.bytes().substr(1)), Kind::Iceoryx);
    daemon.signal(SIGTERM);
    QCOMPARE(daemon.waitForEnd(), 0);
    QVERIFY(!test::exists(management));
}

SHMLAB_TEST_MAIN(KindTest)
#include "tst_kind.moc"
