// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"
#include "memory_holder.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/object_scan.h>

#include <QScopeGuard>
#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr std::size_t pageBytes = 4096;
constexpr off_t objectBytes = 16 * pageBytes;
constexpr std::string_view content = "content";

/// This machine with the objects of one domain only.
SystemRoots rootsWith(Domain domain)
{
    return {.domains = {domain}};
}

std::vector<ObjectReportPtr> scanned(const SystemRoots &roots, CallObserver *observer = nullptr)
{
    const auto scan = scanObjects(InspectCalls(observer, roots));
    return scan ? scan->reports : std::vector<ObjectReportPtr>();
}

/// The report on an object that this process holds; null if there is none.
ObjectReportPtr heldBy(pid_t pid, const std::vector<ObjectReportPtr> &reports)
{
    const auto found = std::ranges::find_if(reports, [pid](const ObjectReportPtr &report) {
        const auto &holders = report->usage.processScan.holders;
        return std::ranges::any_of(holders, [pid](const Holder &holder) { return holder.process.pid == pid; });
    });
    return found == reports.end() ? nullptr : *found;
}

std::string firstBytes(const SystemRoots &roots, const ObjectReport &report, CallObserver *observer = nullptr)
{
    const auto object = openObject(InspectCalls(observer, roots), locationOf(report));
    if (!object)
        return "error: " + describe(object.error());
    std::string text(content.size(), '?');
    text.resize((*object)->readAt(0, std::as_writable_bytes(std::span(text))).value_or(0));
    return text;
}

/// Writes `content` into the first page of a new shared mapping of objectBytes.
void writeInto(void *memory)
{
    if (memory == MAP_FAILED)
        ::_exit(1);
    std::memcpy(memory, content.data(), content.size());
}

void makeMemfd(unsigned flags = 0)
{
    const int fd = ::memfd_create("frames", flags);
    if (fd < 0 || ::ftruncate(fd, objectBytes) != 0)
        ::_exit(1);
    writeInto(::mmap(nullptr, objectBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
}

void makeAnonymous()
{
    writeInto(::mmap(nullptr, objectBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}

/// A segment of System V, removed at the end.
class Segment {
public:
    explicit Segment(key_t key = IPC_PRIVATE) : m_id(::shmget(key, objectBytes, IPC_CREAT | IPC_EXCL | 0600)) { }
    ~Segment() { remove(); }
    Segment(const Segment &) = delete;
    Segment &operator=(const Segment &) = delete;

    void remove() const { (void)::shmctl(m_id, IPC_RMID, nullptr); }
    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] shmid_ds status() const
    {
        shmid_ds now{};
        (void)::shmctl(m_id, IPC_STAT, &now);
        return now;
    }
    /// In the child of a MemoryHolder.
    void attach() const
    {
        void *const memory = ::shmat(m_id, nullptr, 0);
        writeInto(memory == reinterpret_cast<void *>(-1) ? MAP_FAILED : memory);
    }

private:
    int m_id;
};

/// In the child of a MemoryHolder: an object of this domain.
void makeObject(Domain kind, const Segment &segment)
{
    if (kind == Domain::Memfd)
        makeMemfd();
    else if (kind == Domain::AnonymousShared)
        makeAnonymous();
    else
        segment.attach();
}

ObjectReportPtr reportOf(const Segment &segment, const std::vector<ObjectReportPtr> &reports)
{
    const auto found = std::ranges::find(reports, std::to_string(segment.id()), &ObjectReport::name);
    return found == reports.end() ? nullptr : *found;
}

} // namespace

/// Memory that has no name in a file system: real objects of the kernel, each of a process of the test.
class KernelObjectsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void field14_memfdIsSeen();
    void field15_sharedAnonymousMemoryIsSeenWithAllThatShareIt();
    void field13_segmentIsSeen();
    void field13_segmentWithoutUsers();
    void field13_removedSegmentLivesAsLongAsItIsAttached();
    void field13_segmentOfAnotherNamespace();
    void field16_memfdOfHugePages();
    void field17_writableMappedFileIsSeen();
    void field18_queueKeepsItsMessages();
    void field18_semaphoreShowsValueAndWaiters();
    void semaphoresOfEveryLibrary_data();
    void semaphoresOfEveryLibrary();
    void numbersOfDifferentDomainsAreDifferentObjects();
    void memoryOfDevicesIsNoObject();
    void lookingChangesNothing_data();
    void lookingChangesNothing();
    void withoutTheFileTheMemoryIsRead_data();
    void withoutTheFileTheMemoryIsRead();
    void positiveControl_readingAnUntouchedPageAllocatesIt();
    void domainsThatAreMissingAreTold();
    void everyCallFailsOnce_data();
    void everyCallFailsOnce();
};

void KernelObjectsTest::field14_memfdIsSeen()
{
    const SystemRoots roots = rootsWith(Domain::Memfd);
    const test::MemoryHolder holder([] { makeMemfd(); });
    QVERIFY(holder.isReady());
    const auto report = heldBy(holder.pid(), scanned(roots));
    QVERIFY(report);
    QCOMPARE(report->name, std::string("frames"));
    QCOMPARE(report->kind, Kind::Memfd);
    QCOMPARE(report->status().sizeBytes, objectBytes);
    QCOMPARE(report->status().allocatedBytes, static_cast<off_t>(pageBytes));
    QCOMPARE(report->verdict(), Verdict::Live); // it never had a name that could be lost
    const Holder &only = report->usage.processScan.holders.front();
    QVERIFY(only.opensWritable && only.mapsWritable);
    QCOMPARE(only.mappedEnd, objectBytes);
    QCOMPARE(firstBytes(roots, *report), std::string(content));
}

void KernelObjectsTest::field15_sharedAnonymousMemoryIsSeenWithAllThatShareIt()
{
    const SystemRoots roots = rootsWith(Domain::AnonymousShared);
    const test::MemoryHolder holder([] {
        makeAnonymous();
        if (::fork() == 0) { // which shares it; it ends with its parent
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;)
                ::pause();
        }
    });
    QVERIFY(holder.isReady());
    const auto report = heldBy(holder.pid(), scanned(roots));
    QVERIFY(report);
    QCOMPARE(report->kind, Kind::AnonymousMemory);
    QCOMPARE(report->verdict(), Verdict::Live);
    QCOMPARE(report->usage.processScan.holders.size(), std::size_t{2});
    QCOMPARE(firstBytes(roots, *report), std::string(content));
}

void KernelObjectsTest::field13_segmentIsSeen()
{
    const SystemRoots roots = rootsWith(Domain::SystemVShm);
    const Segment segment;
    const test::MemoryHolder holder([&] { segment.attach(); });
    QVERIFY(holder.isReady());
    const auto report = reportOf(segment, scanned(roots));
    QVERIFY(report && report->facts.systemV);
    QCOMPARE(report->kind, Kind::SystemVSegment);
    QCOMPARE(report->status().sizeBytes, objectBytes);
    QCOMPARE(report->status().owner, ::geteuid());
    QCOMPARE(report->status().mode & 0777U, 0600U);
    QCOMPARE(report->facts.systemV->attachments, 1UL);
    QCOMPARE(report->facts.systemV->creator, ::getpid());
    QCOMPARE(report->facts.systemV->lastUser, holder.pid());
    QCOMPARE(report->verdict(), Verdict::Live);
    QVERIFY(report->maker && report->maker->source == Maker::Source::Kernel && report->maker->process);
    QCOMPARE(report->usage.processScan.holders.size(), std::size_t{1});
    QCOMPARE(report->usage.processScan.holders.front().process.pid, holder.pid());
    QCOMPARE(firstBytes(roots, *report), std::string(content));
}

void KernelObjectsTest::field13_segmentWithoutUsers()
{
    const SystemRoots roots = rootsWith(Domain::SystemVShm);
    const Segment own;
    QCOMPARE(reportOf(own, scanned(roots))->verdict(), Verdict::Unused); // its maker still runs
    int left = -1;
    test::Child maker([] { ::_exit(::shmget(IPC_PRIVATE, objectBytes, IPC_CREAT | 0600) < 0 ? 1 : 0); });
    const pid_t pid = maker.pid();
    QCOMPARE(maker.waitForEnd(), 0);
    for (const ObjectReportPtr &report : scanned(roots)) {
        if (report->facts.systemV && report->facts.systemV->creator == pid) {
            left = std::stoi(report->name);
            QCOMPARE(report->verdict(), Verdict::Stale); // the one that created it is gone
        }
    }
    QVERIFY(left >= 0);
    QCOMPARE(::shmctl(left, IPC_RMID, nullptr), 0);
}

void KernelObjectsTest::field13_removedSegmentLivesAsLongAsItIsAttached()
{
    const SystemRoots roots = rootsWith(Domain::SystemVShm);
    const Segment segment;
    const test::MemoryHolder holder([&] { segment.attach(); });
    segment.remove();
    const auto report = reportOf(segment, scanned(roots));
    QVERIFY(report);
    QCOMPARE(report->status().links, nlink_t{0});
    QCOMPARE(report->verdict(), Verdict::Orphaned);
}

void KernelObjectsTest::field13_segmentOfAnotherNamespace()
{
    const SystemRoots roots = rootsWith(Domain::SystemVShm);
    const Segment here;
    const test::MemoryHolder holder([] {
        if (::unshare(CLONE_NEWIPC) != 0)
            ::_exit(1);
        Segment there;
        there.attach();
        there.remove(); // it stays attached
    });
    if (!holder.isReady())
        QSKIP("no IPC namespaces here");
    const auto report = heldBy(holder.pid(), scanned(roots));
    QVERIFY(report);
    QVERIFY(report->status().identity.device != reportOf(here, scanned(roots))->status().identity.device);
    QCOMPARE(firstBytes(roots, *report), std::string(content));
}

void KernelObjectsTest::field16_memfdOfHugePages()
{
    const SystemRoots roots = rootsWith(Domain::Memfd);
    const test::MemoryHolder holder([] {
        const int fd = ::memfd_create("huge", MFD_HUGETLB);
        if (fd < 0 || ::ftruncate(fd, 2 << 20) != 0) // nothing is reserved before it is mapped
            ::_exit(1);
    });
    if (!holder.isReady())
        QSKIP("no huge pages here");
    const auto report = heldBy(holder.pid(), scanned(roots));
    QVERIFY(report);
    QCOMPARE(report->name, std::string("huge"));
    QCOMPARE(report->status().sizeBytes, off_t{2} << 20);
}

void KernelObjectsTest::field17_writableMappedFileIsSeen()
{
    const SystemRoots roots = rootsWith(Domain::MappedFile);
    const QTemporaryDir folder;
    const auto mapping = [&](const char *name, int protection, int flags) {
        const std::string path = folder.filePath(QString::fromLatin1(name)).toStdString();
        return [=] {
            const int fd = ::open(path.c_str(), O_CREAT | O_RDWR, 0600);
            if (fd < 0 || ::ftruncate(fd, objectBytes) != 0
                || ::pwrite(fd, content.data(), content.size(), 0) != static_cast<ssize_t>(content.size())
                || ::mmap(nullptr, objectBytes, protection, flags, fd, 0) == MAP_FAILED)
                ::_exit(1);
            ::close(fd);
        };
    };
    const test::MemoryHolder writer(mapping("shared", PROT_READ | PROT_WRITE, MAP_SHARED));
    const test::MemoryHolder reader(mapping("read", PROT_READ, MAP_SHARED));
    const test::MemoryHolder copier(mapping("private", PROT_READ | PROT_WRITE, MAP_PRIVATE));
    QVERIFY(writer.isReady() && reader.isReady() && copier.isReady());
    const auto reports = scanned(roots);
    const auto report = heldBy(writer.pid(), reports);
    QVERIFY(report && report->hasName);
    QCOMPARE(report->name, folder.filePath(QStringLiteral("shared")).toStdString());
    QCOMPARE(report->kind, Kind::MappedFile);
    QCOMPARE(report->verdict(), Verdict::Live);
    QVERIFY(!report->usage.isOpenable); // a look does not open it: its file system may not answer
    QCOMPARE(firstBytes(roots, *report), std::string(content));
    QVERIFY(!heldBy(reader.pid(), reports) && !heldBy(copier.pid(), reports));
}

/// In an IPC namespace of its own.
void KernelObjectsTest::field18_queueKeepsItsMessages()
{
    const QTemporaryDir folder;
    const std::string place = folder.path().toStdString();
    const int ended = test::inChild([&] {
        if (::unshare(CLONE_NEWNS | CLONE_NEWIPC) != 0
            || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("mqueue", place.c_str(), "mqueue", 0, nullptr) != 0)
            return 100;
        mq_attr attributes{};
        attributes.mq_maxmsg = 4;
        attributes.mq_msgsize = 100;
        const mqd_t queue = ::mq_open("/queue", O_CREAT | O_RDWR, 0600, &attributes);
        if (queue < 0 || ::mq_send(queue, "two", 3, 1) != 0 || ::mq_send(queue, "one!", 4, 2) != 0)
            return 1;
        const SystemRoots roots{.mqueue = place, .domains = {Domain::MessageQueue}};
        for (int look = 0; look < 2; ++look) {
            const auto reports = scanned(roots);
            if (reports.size() != 1 || reports.front()->name != "queue" || !reports.front()->facts.queue)
                return 2;
            if (*reports.front()->facts.queue
                != QueueFacts{.messages = 2, .bytes = 7, .maxMessages = 4, .maxMessageBytes = 100})
                return 3;
        }
        return ::mq_unlink("/queue") == 0 ? 0 : 4;
    });
    if (ended == 100)
        QSKIP("no namespaces here");
    QCOMPARE(ended, 0);
}

void KernelObjectsTest::field18_semaphoreShowsValueAndWaiters()
{
    const test::TemporaryName name; // of the file: sem_open() adds "sem."
    const std::string bare = name.bytes();
    sem_t *const semaphore = ::sem_open(bare.c_str(), O_CREAT | O_EXCL, 0600, 1);
    QVERIFY(semaphore != SEM_FAILED);
    const auto unlink = qScopeGuard([&] { ::sem_unlink(bare.c_str()); });
    const auto facts = [&] {
        const auto reports = scanned(rootsWith(Domain::PosixShm));
        const auto found = std::ranges::find(reports, "sem." + bare.substr(1), &ObjectReport::name);
        return found == reports.end() ? std::nullopt : (*found)->facts.semaphore;
    };
    QCOMPARE(facts(), (std::optional<SemaphoreFacts>({.value = 1, .waiters = 0})));
    QCOMPARE(::sem_wait(semaphore), 0);
    QCOMPARE(facts(), (std::optional<SemaphoreFacts>({.value = 0, .waiters = 0})));
    const test::Child waiter([&] { (void)::sem_wait(semaphore); });
    QVERIFY(test::eventually([&] { return facts() == SemaphoreFacts{.value = 0, .waiters = 1}; }));
}

void KernelObjectsTest::semaphoresOfEveryLibrary_data()
{
    QTest::addColumn<QList<quint32>>("words");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<quint32>("value");
    QTest::addColumn<quint32>("waiters");
    // glibc: nptl/sem_init.c and internaltypes.h; 128 stands for "shared" there.
    QTest::newRow("glibc, 64 bits") << QList<quint32>{3, 2, 128, 0} << qint64{32} << 3U << 2U;
    QTest::newRow("glibc, 32 bits") << QList<quint32>{7, 128, 0, 2} << qint64{16} << 3U << 2U;
    // musl: __val[0] is the value, with a flag for waiters, __val[1] their number.
    QTest::newRow("musl, 64 bits") << QList<quint32>{3, 2, 0, 0} << qint64{32} << 3U << 2U;
    QTest::newRow("musl, 32 bits") << QList<quint32>{3, 2, 0, 0} << qint64{16} << 3U << 2U;
    QTest::newRow("musl, waited for") << QList<quint32>{0x80000000, 1, 0, 0} << qint64{32} << 0U << 1U;
}

void KernelObjectsTest::semaphoresOfEveryLibrary()
{
    QFETCH(QList<quint32>, words);
    QFETCH(qint64, size);
    QFETCH(quint32, value);
    QFETCH(quint32, waiters);
    const auto bytes = std::as_bytes(std::span(words.constData(), 4));
    QCOMPARE(readSemaphore(bytes, size), (std::optional<SemaphoreFacts>({.value = value, .waiters = waiters})));
    QCOMPARE(readSemaphore(bytes, size + 1), std::optional<SemaphoreFacts>());
    QCOMPARE(readSemaphore(bytes.first(8), size), std::optional<SemaphoreFacts>());
}

/// The kernel shows a memfd and a segment of System V both as "00:01 10728".
void KernelObjectsTest::numbersOfDifferentDomainsAreDifferentObjects()
{
    const auto &[folder, proc, given] = test::FakeMachine();
    folder.create("some file");
    const ObjectId file = test::identityOf(folder.stat("some file"));
    SystemRoots roots = given;
    roots.domains = {Domain::Memfd, Domain::SystemVShm};
    const std::array<DomainDevice, 2> devices{DomainDevice{file.device, Domain::Memfd},
                                              DomainDevice{file.device, Domain::SystemVShm}};
    proc.add(42, "one");
    proc.map(42, folder.pathOf("some file"), file, "/memfd:frames (deleted)");
    proc.add(43, "other");
    proc.map(43, folder.pathOf("some file"), file, "/SYSV0000162e (deleted)");
    proc.add(44, "graphics");
    proc.map(44, folder.pathOf("some file"), file, "/drm mm object (deleted)");
    const auto scan = scanProcesses(InspectCalls(roots), devices);
    QVERIFY(scan);
    QCOMPARE(scan->held.size(), std::size_t{2});
    QCOMPARE(scan->of({file.device, file.inode, Domain::Memfd}).holders.size(), std::size_t{1});
    const auto segment =
        std::ranges::find_if(scan->held, [](const auto &held) { return held.first.domain == Domain::SystemVShm; });
    QVERIFY(segment != scan->held.end());
    QCOMPARE(segment->second.holders.front().process.pid, 43);
}

void KernelObjectsTest::memoryOfDevicesIsNoObject()
{
    const SystemRoots roots = rootsWith(Domain::MappedFile);
    const test::MemoryHolder holder([] {
        const int fd = ::open("/dev/zero", O_RDWR); // a private mapping of it is memory of the process alone
        if (fd < 0 || ::mmap(nullptr, pageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED)
            ::_exit(1);
    });
    QVERIFY(holder.isReady());
    QVERIFY(!heldBy(holder.pid(), scanned(roots)));
    QVERIFY(heldBy(holder.pid(), scanned(rootsWith(Domain::AnonymousShared)))); // it is shared anonymous memory
}

void KernelObjectsTest::lookingChangesNothing_data()
{
    QTest::addColumn<int>("domain");
    for (const Domain domain : {Domain::Memfd, Domain::AnonymousShared, Domain::SystemVShm})
        QTest::addRow("%s", domainName(domain).data()) << static_cast<int>(domain);
}

void KernelObjectsTest::lookingChangesNothing()
{
    QFETCH(int, domain);
    const auto kind = static_cast<Domain>(domain);
    const SystemRoots roots = rootsWith(kind);
    const Segment segment;
    const test::MemoryHolder holder([&] { makeObject(kind, segment); });
    QVERIFY(holder.isReady());
    const shmid_ds before = segment.status();
    const auto first = heldBy(holder.pid(), scanned(roots));
    QVERIFY(first);
    const auto object = openObject(InspectCalls(roots), locationOf(*first));
    QVERIFY(object);
    std::string all(static_cast<std::size_t>(objectBytes), '?');
    QCOMPARE((*object)->readAt(0, std::as_writable_bytes(std::span(all))).value(), all.size());
    QVERIFY(all.starts_with(content) && all.find_first_not_of('\0', content.size()) == std::string::npos);
    QCOMPARE((*object)->nextData(0).value(), std::optional<off_t>(0));
    QCOMPARE((*object)->nextHole(0).value(), static_cast<off_t>(pageBytes));
    const auto again = heldBy(holder.pid(), scanned(roots));
    QVERIFY(again);
    QVERIFY(again->status() == first->status());
    const shmid_ds after = segment.status();
    QVERIFY(after.shm_atime == before.shm_atime && after.shm_dtime == before.shm_dtime
            && after.shm_lpid == before.shm_lpid && after.shm_nattch == before.shm_nattch);
}

void KernelObjectsTest::withoutTheFileTheMemoryIsRead_data()
{
    lookingChangesNothing_data();
}

/// As an ordinary user, who may not follow map_files: the pages that the holders have present are read.
void KernelObjectsTest::withoutTheFileTheMemoryIsRead()
{
    QFETCH(int, domain);
    const auto kind = static_cast<Domain>(domain);
    const SystemRoots roots = rootsWith(kind);
    const Segment segment;
    const test::MemoryHolder holder([&] { makeObject(kind, segment); });
    QVERIFY(holder.isReady());
    test::Intercept forbidden([](Call call, const std::string &arguments) {
        const bool leadsToFile = arguments.contains("/map_files/") || arguments.contains("/fd/");
        return (call == Call::Open || call == Call::Statx) && leadsToFile ? EPERM : 0;
    });
    const auto report = heldBy(holder.pid(), scanned(roots));
    QVERIFY(report);
    const off_t allocated = report->status().allocatedBytes;
    QCOMPARE(firstBytes(roots, *report, &forbidden), std::string(content));
    const auto object = openObject(InspectCalls(&forbidden, roots), locationOf(*report));
    QVERIFY(object);
    QCOMPARE((*object)->status().value().sizeBytes, objectBytes);
    QCOMPARE((*object)->status().value().allocatedBytes, static_cast<off_t>(pageBytes));
    std::string all(static_cast<std::size_t>(objectBytes), '?');
    QCOMPARE((*object)->readAt(0, std::as_writable_bytes(std::span(all))).value(), all.size());
    QVERIFY(all.starts_with(content) && all.find_first_not_of('\0', content.size()) == std::string::npos);
    QCOMPARE((*object)->nextHole(0).value(), static_cast<off_t>(pageBytes));
    QCOMPARE((*object)->nextData(pageBytes).value(), std::optional<off_t>());
    QCOMPARE(heldBy(holder.pid(), scanned(roots))->status().allocatedBytes, allocated);
}

void KernelObjectsTest::positiveControl_readingAnUntouchedPageAllocatesIt()
{
    void *const memory = ::mmap(nullptr, objectBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    QVERIFY(memory != MAP_FAILED);
    const auto unmap = qScopeGuard([&] { ::munmap(memory, objectBytes); });
    const SystemRoots roots = rootsWith(Domain::AnonymousShared);
    std::vector<std::byte> page(pageBytes);
    QCOMPARE(InspectCalls(roots).readMemory(::getpid(), reinterpret_cast<std::uintptr_t>(memory), page).value(),
             pageBytes);
    std::vector<unsigned char> present(objectBytes / pageBytes);
    QCOMPARE(::mincore(memory, objectBytes, present.data()), 0);
    QCOMPARE(present.front() & 1U, 1U);
    QCOMPARE(present.back() & 1U, 0U);
}

void KernelObjectsTest::domainsThatAreMissingAreTold()
{
    const SystemRoots roots{.mqueue = "/none", .domains = {Domain::MessageQueue, Domain::Memfd}};
    const auto scan = scanObjects(InspectCalls(roots));
    QVERIFY(scan);
    QCOMPARE(scan->unseenDomains.size(), std::size_t{1});
    QCOMPARE(scan->unseenDomains.front().domain, Domain::MessageQueue);
    QCOMPARE(scan->unseenDomains.front().error.errorNumber, ENOENT);
    auto refused = test::refuse(Call::MemfdCreate, {}, ENOSYS); // as a sandbox does
    const auto less = scanObjects(InspectCalls(&refused, roots));
    QVERIFY(less);
    QCOMPARE(less->unseenDomains.size(), std::size_t{2});
}

void KernelObjectsTest::everyCallFailsOnce_data()
{
    lookingChangesNothing_data();
}

void KernelObjectsTest::everyCallFailsOnce()
{
    QFETCH(int, domain);
    const auto kind = static_cast<Domain>(domain);
    const SystemRoots roots = rootsWith(kind);
    const Segment segment;
    const test::MemoryHolder holder([&] { makeObject(kind, segment); });
    QVERIFY(holder.isReady());
    const auto report = heldBy(holder.pid(), scanned(roots));
    QVERIFY(report);
    const auto before = test::heldResources();
    for (int number = 0;; ++number) {
        int left = number;
        bool hasFailed = false;
        test::Intercept fails([&](Call call, const std::string &) {
            if (call == Call::Close || left < 0 || left-- > 0)
                return 0;
            hasFailed = true;
            return EPERM;
        });
        {
            const auto object = openObject(InspectCalls(&fails, roots), locationOf(*report));
            std::string text(content.size(), '?');
            if (object)
                (void)(*object)->readAt(0, std::as_writable_bytes(std::span(text)));
            if (!hasFailed)
                QCOMPARE(text, std::string(content));
        }
        QCOMPARE(test::heldResources(), before);
        if (!hasFailed)
            break;
    }
}

SHMLAB_TEST_MAIN(KernelObjectsTest)
#include "tst_kernel_objects.moc"
