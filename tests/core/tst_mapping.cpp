// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/layout.h>
#include <shmlab/mapping.h>

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

/// How a child ended that ran `body`: its exit code, or minus the signal.
template <typename Body>
int inChild(Body body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit noCore{.rlim_cur = 0, .rlim_max = 0};
        ::setrlimit(RLIMIT_CORE, &noCore);
        ::_exit(body());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

class MappingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void sharesBytes();
    void fault15_peerShrinksObject();
    void fault15_readerSurvives();
    void fault15_unguardedProgramDies();
    void fault15_faultsElsewhereStillKill();
    void fault17_storeAfterShrinkIsNotTrusted();
    void fault29_readOnlyMappingIsEnoughToLook();
    void fault45_keptOutOfCoreDumps();
    void tooManyMappingsIsAnError();

private:
    std::optional<SharedObject> m_object;
};

void MappingTest::initTestCase()
{
    ::signal(SIGBUS, SIG_DFL); // what the guard passes strangers' faults on to; not QtTest's own handler
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

void MappingTest::sharesBytes()
{
    const auto before = test::holdings();
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
    QCOMPARE(test::holdings(), before);
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
    // A later mapping of the object, whole again, is not tainted.
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
    const int ended = inChild([this] {
        ::signal(SIGBUS, SIG_DFL);
        void *const raw = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, m_object->descriptor(), 0);
        if (::ftruncate(m_object->descriptor(), 0) != 0)
            return 1;
        *static_cast<volatile int *>(raw) = 1;
        return 0;
    });
    QCOMPARE(ended, -SIGBUS);
}

void MappingTest::fault15_faultsElsewhereStillKill()
{
    const int ended = inChild([this] {
        const auto guarded = ReadOnlyMapping::map(*m_object, 4096);
        void *const raw = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, m_object->descriptor(), 0);
        if (!guarded || ::ftruncate(m_object->descriptor(), 0) != 0)
            return 1;
        *static_cast<volatile int *>(raw) = 1;
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
    QCOMPARE(counter.load(), 5); // it looks as if it had worked
    QVERIFY(!mapping->isIntact()); // and only this tells that it has not
}

void MappingTest::fault29_readOnlyMappingIsEnoughToLook()
{
    const int ended = inChild([this] {
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
    QFile smaps(QStringLiteral("/proc/self/smaps"));
    QVERIFY(smaps.open(QIODevice::ReadOnly));
    const QByteArray all = smaps.readAll();
    const auto at = all.indexOf("/dev/shm" + QByteArray::fromStdString(m_object->name().bytes()));
    QVERIFY(at > 0);
    const QByteArray flags = all.mid(all.indexOf("VmFlags:", at)).split('\n').first();
    QVERIFY2(flags.contains(" dd"), flags.constData());
    QVERIFY2(flags.contains(" dc"), flags.constData());
}

void MappingTest::tooManyMappingsIsAnError()
{
    const auto before = test::holdings();
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
    QCOMPARE(test::holdings(), before);
    QVERIFY(ReadOnlyMapping::map(*m_object, 4096));
}

SHMLAB_TEST_MAIN(MappingTest)
#include "tst_mapping.moc"
