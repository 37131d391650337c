// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/layout.h>
#include <shmlab/manage/mapping.h>

#include <QFile>

#include <cerrno>
#include <csignal>
#include <vector>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

/// The VmFlags of the object's first mapping in /proc/self/smaps, each after a space.
QByteArray flagsOfMapping(const SharedObject &object)
{
    QFile smaps(QStringLiteral("/proc/self/smaps"));
    if (!smaps.open(QIODevice::ReadOnly))
        return {};
    const QByteArray all = smaps.readAll();
    const auto at = all.indexOf("/dev/shm" + QByteArray::fromStdString(object.name().bytes()));
    return at < 0 ? QByteArray() : all.mid(all.indexOf("VmFlags:", at)).split('\n').first();
}

/// A mapping without a guard, as other programs make it.
class PlainMapping {
public:
    PlainMapping(const SharedObject &object, int protection)
        : m_data(::mmap(nullptr, 4096, protection, MAP_SHARED, object.descriptor(), 0))
    {
    }
    ~PlainMapping() { ::munmap(m_data, 4096); }
    PlainMapping(const PlainMapping &) = delete;
    PlainMapping &operator=(const PlainMapping &) = delete;
    [[nodiscard]] std::byte *bytes() const { return static_cast<std::byte *>(m_data); }
    void write() const { *static_cast<volatile int *>(m_data) = 1; }

private:
    void *m_data;
};

bool hasDefaultAction(int signal)
{
    struct sigaction action{};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_DFL;
}

} // namespace

class MappingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    // First, before this process has the handler installed.
    void fault62_signalIgnoredBeforeIsIgnored();
    void fault62_signalNotHandledBeforeKills();
    void fault62_handlerInstalledBeforeIsCalled();
    void sharesBytes();
    void fault15_peerShrinksObject();
    void fault15_readerSurvives();
    void fault15_unguardedProgramDies();
    void fault15_faultsElsewhereStillKill();
    void fault17_storeAfterShrinkIsNotTrusted();
    void fault23_plainMappingsAreInherited();
    void fault23_ourMappingsAreNot();
    void fault29_readOnlyMappingIsEnoughToInspect();
    void fault29_compareAndSwapWouldFault();
    void fault45_keptOutOfCoreDumps();
    void fault45_plainMappingsAreDumped();
    void tooManyMappingsIsAnError();

private:
    std::optional<SharedObject> m_object;
};

void MappingTest::initTestCase()
{
    ::signal(SIGBUS, SIG_DFL); // instead of QtTest's handler: other faults are to kill
}

void MappingTest::init()
{
    m_object.reset();
    auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    QVERIFY(object->allocate(4096));
    m_object.emplace(std::move(*object));
}

void MappingTest::cleanupTestCase()
{
    m_object.reset();
}

void MappingTest::fault62_signalIgnoredBeforeIsIgnored()
{
    QVERIFY(hasDefaultAction(SIGBUS));
    const int ended = test::inChild([this] {
        ::signal(SIGBUS, SIG_IGN);
        const auto mapping = ReadOnlyMapping::map(*m_object, 4096);
        ::kill(::getpid(), SIGBUS);
        if (!mapping || !mapping->isIntact() || ::ftruncate(m_object->descriptor(), 0) != 0)
            return 1;
        (void)loadPair(mapping->bytes().data()); // still guarded
        return mapping->isIntact() ? 2 : 0;
    });
    QCOMPARE(ended, 0);
}

void MappingTest::fault62_signalNotHandledBeforeKills()
{
    QVERIFY(hasDefaultAction(SIGBUS));
    const int ended = test::inChild([this] {
        const auto mapping = ReadOnlyMapping::map(*m_object, 4096);
        ::kill(::getpid(), SIGBUS);
        return 0;
    });
    QCOMPARE(ended, -SIGBUS);
}

void MappingTest::fault62_handlerInstalledBeforeIsCalled()
{
    QVERIFY(hasDefaultAction(SIGBUS));
    static volatile std::sig_atomic_t calls = 0;
    const int ended = test::inChild([this] {
        ::signal(SIGBUS, [](int) { calls = calls + 1; });
        const auto mapping = ReadOnlyMapping::map(*m_object, 4096);
        ::kill(::getpid(), SIGBUS);
        if (!mapping || ::ftruncate(m_object->descriptor(), 0) != 0)
            return 1;
        (void)loadPair(mapping->bytes().data());
        return calls == 1 && !mapping->isIntact() ? 0 : 2;
    });
    QCOMPARE(ended, 0);
}

void MappingTest::sharesBytes()
{
    const auto before = test::heldResources();
    {
        auto writer = WritableMapping::map(*m_object, 4096);
        const auto reader = ReadOnlyMapping::map(*m_object, 4096);
        QVERIFY(writer && reader);
        writer->bytes()[17] = std::byte{42};
        QCOMPARE(reader->bytes()[17], std::byte{42});
        WritableMapping moved = std::move(*writer);
        QVERIFY(!writer->isMapped());
        QCOMPARE(moved.bytes()[17], std::byte{42});
        QVERIFY(moved.unmap());
        QVERIFY(!moved.isMapped());
    }
    QCOMPARE(test::heldResources(), before);
}

void MappingTest::fault15_peerShrinksObject()
{
    auto mapping = WritableMapping::map(*m_object, 4096);
    QVERIFY(mapping);
    mapping->bytes()[0] = std::byte{1};
    QVERIFY(mapping->isIntact());
    QCOMPARE(::ftruncate(m_object->descriptor(), 0), 0);
    counterIn(mapping->bytes().data(), Role::Server).store(7);
    QVERIFY(!mapping->isIntact());
    QCOMPARE(counterIn(mapping->bytes().data(), Role::Client).load(), 0);
    // A later mapping of the object, which has its size again, is intact.
    QVERIFY(m_object->allocate(4096));
    QVERIFY(mapping->unmap());
    auto fresh = WritableMapping::map(*m_object, 4096);
    QVERIFY(fresh);
    QCOMPARE(fresh->bytes()[0], std::byte{0});
    QVERIFY(fresh->isIntact());
}

void MappingTest::fault15_readerSurvives()
{
    const auto mapping = ReadOnlyMapping::map(*m_object, 4096);
    QVERIFY(mapping);
    QCOMPARE(::ftruncate(m_object->descriptor(), 0), 0);
    QCOMPARE(loadPair(mapping->bytes().data()), (CounterPair{0, 0}));
    QVERIFY(!mapping->isIntact());
}

// The positive control: the same access without the guard ends the process.
void MappingTest::fault15_unguardedProgramDies()
{
    const int ended = test::inChild([this] {
        ::signal(SIGBUS, SIG_DFL);
        const PlainMapping plain(*m_object, PROT_READ | PROT_WRITE);
        if (::ftruncate(m_object->descriptor(), 0) != 0)
            return 1;
        plain.write();
        return 0;
    });
    QCOMPARE(ended, -SIGBUS);
}

void MappingTest::fault15_faultsElsewhereStillKill()
{
    const int ended = test::inChild([this] {
        const auto guarded = ReadOnlyMapping::map(*m_object, 4096);
        const PlainMapping plain(*m_object, PROT_READ | PROT_WRITE);
        if (!guarded || ::ftruncate(m_object->descriptor(), 0) != 0)
            return 1;
        plain.write();
        return 0;
    });
    QCOMPARE(ended, -SIGBUS);
}

void MappingTest::fault17_storeAfterShrinkIsNotTrusted()
{
    auto mapping = WritableMapping::map(*m_object, 4096);
    QVERIFY(mapping);
    QVERIFY(mapping->isIntact());
    QCOMPARE(::ftruncate(m_object->descriptor(), 0), 0);
    const CounterRef counter = counterIn(mapping->bytes().data(), Role::Client);
    counter.store(5);
    QCOMPARE(counter.load(), 5); // the store appears to have succeeded
    QVERIFY(!mapping->isIntact()); // but was lost
}

void MappingTest::fault29_readOnlyMappingIsEnoughToInspect()
{
    const int ended = test::inChild([this] {
        const auto mapping = ReadOnlyMapping::map(*m_object, 4096);
        if (!mapping)
            return 1;
        const CounterPair pair = loadPair(mapping->bytes().data());
        return pair == CounterPair{} && !loadPresence(mapping->bytes(), Role::Server) ? 0 : 2;
    });
    QCOMPARE(ended, 0);
}

void MappingTest::fault45_keptOutOfCoreDumps()
{
    const auto mapping = ReadOnlyMapping::map(*m_object, 4096);
    QVERIFY(mapping);
    const QByteArray flags = flagsOfMapping(*m_object);
    QVERIFY2(flags.contains(" dd"), flags.constData());
    QVERIFY2(flags.contains(" dc"), flags.constData());
}

void MappingTest::fault23_plainMappingsAreInherited()
{
    const PlainMapping plain(*m_object, PROT_READ | PROT_WRITE);
    const int ended = test::inChild([&] {
        plain.write();
        return 0;
    });
    QCOMPARE(ended, 0);
    QCOMPARE(plain.bytes()[0], std::byte{1});
}

void MappingTest::fault23_ourMappingsAreNot()
{
    const auto mapping = WritableMapping::map(*m_object, 4096);
    QVERIFY(mapping);
    const int ended = test::inChild([&] {
        ::signal(SIGSEGV, SIG_DFL);
        *reinterpret_cast<volatile std::byte *>(mapping->bytes().data()) = std::byte{1};
        return 0;
    });
    QCOMPARE(ended, -SIGSEGV);
    QCOMPARE(mapping->bytes()[0], std::byte{0});
}

void MappingTest::fault29_compareAndSwapWouldFault()
{
    const int ended = test::inChild([this] {
        ::signal(SIGSEGV, SIG_DFL);
        const PlainMapping plain(*m_object, PROT_READ);
        Counter expected = 0;
        return counterIn(plain.bytes(), Role::Server).compare_exchange_strong(expected, 0) ? 0 : 1;
    });
    QCOMPARE(ended, -SIGSEGV);
}

void MappingTest::fault45_plainMappingsAreDumped()
{
    const PlainMapping plain(*m_object, PROT_READ);
    const QByteArray flags = flagsOfMapping(*m_object);
    QVERIFY2(!flags.isEmpty() && !flags.contains(" dd") && !flags.contains(" dc"), flags.constData());
}

void MappingTest::tooManyMappingsIsAnError()
{
    const auto before = test::heldResources();
    {
        std::vector<ReadOnlyMapping> mappings;
        for (;;) {
            auto mapping = ReadOnlyMapping::map(*m_object, 4096);
            if (!mapping) {
                QVERIFY(mapping.error().isCallFailure(ENFILE));
                break;
            }
            mappings.push_back(std::move(*mapping));
            QVERIFY(mappings.size() <= 64);
        }
        QCOMPARE(mappings.size(), std::size_t{64});
    }
    QCOMPARE(test::heldResources(), before);
    QVERIFY(ReadOnlyMapping::map(*m_object, 4096));
}

SHMLAB_TEST_MAIN(MappingTest)
#include "tst_mapping.moc"
