// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"

#include <shmlab/inspect/object_domain.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;
constexpr off_t size = 64 * pageBytes;
constexpr pid_t holder = 4711;

/// A staged machine with objects of one domain. Each domain has a fixture, so that the suite runs over it.
class DomainFixture {
public:
    virtual ~DomainFixture() = default;
    [[nodiscard]] virtual const SystemRoots &roots() const = 0;
    /// A new object of `size` bytes that begins with `text` and has holes.
    virtual void create(const std::string &name, std::string_view text) const = 0;
    virtual void write(const std::string &name, std::string_view text) const = 0;
    virtual void remove(const std::string &name) const = 0;
    /// The process `holder` opens it to write; it may lose its name then.
    virtual void hold(const std::string &name) const = 0;
    [[nodiscard]] virtual struct stat stat(const std::string &name) const = 0;

    [[nodiscard]] std::unique_ptr<ObjectDomain> domain(Domain wanted, CallObserver *observer = nullptr) const
    {
        for (auto &one : objectDomains(InspectCalls(observer, roots()))) {
            if (one->domain() == wanted)
                return std::move(one);
        }
        return nullptr;
    }
};

/// The objects are files in a folder: /dev/shm itself, or a mount of hugetlbfs as far as mountinfo says so.
class FolderFixture final : public DomainFixture {
public:
    explicit FolderFixture(Domain domain)
    {
        m_roots.proc = m_proc.path();
        m_roots.domains = {domain};
        if (domain == Domain::PosixShm)
            m_roots.shm = m_folder.path();
        else
            std::ofstream(m_proc.path() + "/self/mountinfo")
                << "36 35 0:99 / " << m_folder.path() << " rw,relatime - hugetlbfs none rw\n";
        m_proc.add(holder, "holder");
    }
    [[nodiscard]] const SystemRoots &roots() const override { return m_roots; }
    void create(const std::string &name, std::string_view text) const override { m_folder.create(name, size, text); }
    void write(const std::string &name, std::string_view text) const override { m_folder.write(name, text); }
    void remove(const std::string &name) const override { m_folder.remove(name); }
    void hold(const std::string &name) const override
    {
        m_proc.open(holder, 3, m_folder.pathOf(name), "flags:\t0100002\n");
    }
    [[nodiscard]] struct stat stat(const std::string &name) const override { return m_folder.stat(name); }

private:
    test::ObjectFolder m_folder;
    test::FakeProc m_proc;
    SystemRoots m_roots;
};

std::unique_ptr<DomainFixture> fixtureOf(Domain domain)
{
    return std::make_unique<FolderFixture>(domain);
}

std::vector<std::string> namesOf(const ObjectDomain &domain)
{
    std::vector<std::string> all;
    const auto names = domain.names();
    std::vector<ObjectEntry> entries;
    while (names && (*names)->readMore(entries).value_or(false)) { }
    std::ranges::transform(entries, std::back_inserter(all), &ObjectEntry::name);
    std::ranges::sort(all);
    return all;
}

std::string textAt(const ByteSource &bytes, off_t offset, std::size_t length)
{
    std::string text(length, '?');
    text.resize(bytes.readAt(offset, std::as_writable_bytes(std::span(text))).value_or(0));
    return text;
}

bool isSameFile(const struct stat &a, const struct stat &b)
{
    const auto same = [](const timespec &x, const timespec &y) {
        return x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec;
    };
    return a.st_ino == b.st_ino && a.st_mode == b.st_mode && a.st_size == b.st_size && a.st_blocks == b.st_blocks
        && a.st_nlink == b.st_nlink && same(a.st_mtim, b.st_mtim) && same(a.st_ctim, b.st_ctim);
}

} // namespace

/// The contract of every ObjectDomain whose objects have names in a directory; tst_kernel_objects has the others.
class ObjectDomainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data() { addDomains(); }
    void names();
    void changes_data() { addDomains(); }
    void changes();
    void opensObjectsByName_data() { addDomains(); }
    void opensObjectsByName();
    void opensObjectsThatProcessesHold_data() { addDomains(); }
    void opensObjectsThatProcessesHold();
    void inspectionChangesNothing_data() { addDomains(); }
    void inspectionChangesNothing();
    void everyFailingCallIsReported_data() { addDomains(); }
    void everyFailingCallIsReported();

private:
    static void addDomains();
};

void ObjectDomainTest::addDomains()
{
    QTest::addColumn<Domain>("kind");
    for (const Domain domain : allDomains) {
        if (capabilitiesOf(domain).hasLinks)
            QTest::addRow("%s", domainName(domain).data()) << domain;
    }
}

void ObjectDomainTest::names()
{
    QFETCH(Domain, kind);
    const auto fixture = fixtureOf(kind);
    const auto domain = fixture->domain(kind);
    QVERIFY(domain->open());
    QVERIFY(domain->open()); // a second call does nothing
    QVERIFY(namesOf(*domain).empty());
    fixture->create("b", "x");
    fixture->create("a", "x");
    QCOMPARE(namesOf(*domain), (std::vector<std::string>{"a", "b"}));
    QCOMPARE(namesOf(*domain), (std::vector<std::string>{"a", "b"})); // from the first one on
    fixture->remove("a");
    QCOMPARE(namesOf(*domain), std::vector<std::string>{"b"});
}

void ObjectDomainTest::changes()
{
    QFETCH(Domain, kind);
    const auto fixture = fixtureOf(kind);
    const auto domain = fixture->domain(kind);
    fixture->create("old", "x");
    fixture->create("untouched", "x");
    QVERIFY(domain->open());
    std::unordered_set<std::string> touched;
    QCOMPARE(domain->readChanges(touched).value(), false); // nothing was watched before
    if (!capabilitiesOf(domain->domain()).reportsChanges) {
        QCOMPARE(domain->readChanges(touched).value(), false);
        return;
    }
    QCOMPARE(domain->readChanges(touched).value(), true);
    QVERIFY(touched.empty());
    fixture->create("new", "x");
    fixture->write("old", "y");
    QCOMPARE(domain->readChanges(touched).value(), true);
    QCOMPARE(touched, (std::unordered_set<std::string>{"new", "old"}));
    touched.clear();
    fixture->remove("old");
    QCOMPARE(domain->readChanges(touched).value(), true);
    QCOMPARE(touched, std::unordered_set<std::string>{"old"});
}

void ObjectDomainTest::opensObjectsByName()
{
    QFETCH(Domain, kind);
    const auto fixture = fixtureOf(kind);
    const auto domain = fixture->domain(kind);
    fixture->create("a", "hello");
    QVERIFY(domain->open());
    for (const bool isRegular : {false, true}) {
        const auto opened = domain->openNamed({.name = "a", .isRegular = isRegular}, {});
        QVERIFY(opened && opened->status && opened->bytes);
        const ByteSource &bytes = *opened->bytes;
        const ObjectId id = bytes.identity();
        QCOMPARE(id.domain, kind);
        QVERIFY(opened->status->identity == id);
        QVERIFY(std::ranges::find(domain->devices(), DomainDevice{id.device, kind}) != domain->devices().end());
        QCOMPARE(opened->status->sizeBytes, size);
        QVERIFY(*bytes.status() == *opened->status);
        QCOMPARE(textAt(bytes, 0, 5), std::string("hello"));
        QCOMPARE(textAt(bytes, 4, 2), std::string("o\0", 2));
        QCOMPARE(textAt(bytes, size - 1, 5), std::string(1, '\0'));
        QCOMPARE(textAt(bytes, size, 5), std::string());
        QCOMPARE(bytes.nextData(0).value(), std::optional<off_t>(0));
        const off_t hole = bytes.nextHole(0).value();
        QVERIFY(hole > 0 && hole <= size);
        QCOMPARE(bytes.nextData(hole).value(), std::optional<off_t>());
        QCOMPARE(bytes.isLockedByOthers({0, 8}).value(), false);
    }
    const auto gone = domain->openNamed({.name = "gone", .isRegular = true}, {});
    QVERIFY(!gone && gone.error().isCallFailure(ENOENT));
}

void ObjectDomainTest::opensObjectsThatProcessesHold()
{
    QFETCH(Domain, kind);
    const auto fixture = fixtureOf(kind);
    const auto domain = fixture->domain(kind);
    fixture->create("a", "hello");
    fixture->hold("a");
    QVERIFY(domain->open());
    const ObjectId id = domain->openNamed({.name = "a"}, {})->bytes->identity();
    const auto scan = scanProcesses(InspectCalls(fixture->roots()), domain->devices());
    QVERIFY(scan && scan->held.contains(id));
    const HeldObject &held = scan->held.at(id);
    QCOMPARE(held.holders.size(), std::size_t{1});
    QCOMPARE(held.holders.front().process.pid, holder);
    const auto opened = domain->openHeld(id, held);
    QVERIFY(opened && opened->status && opened->bytes);
    QVERIFY(opened->bytes->identity() == id && opened->status->identity == id);
    QCOMPARE(textAt(*opened->bytes, 0, 5), std::string("hello"));
    ObjectId other = id;
    ++other.inode;
    QCOMPARE(domain->openHeld(other, held).error().problem, Problem::Replaced);
    HeldObject named = held;
    named.label = domain->place() + "/a" + std::string(HeldObject::deletedSuffix);
    QCOMPARE(domain->lastNameOf(id, named), std::string("a"));
}

void ObjectDomainTest::inspectionChangesNothing()
{
    QFETCH(Domain, kind);
    const auto fixture = fixtureOf(kind);
    const auto domain = fixture->domain(kind);
    fixture->create("a", "hello");
    const struct stat before = fixture->stat("a");
    QVERIFY(domain->open());
    std::unordered_set<std::string> touched;
    QVERIFY(domain->readChanges(touched));
    QCOMPARE(namesOf(*domain), std::vector<std::string>{"a"});
    {
        const auto opened = domain->openNamed({.name = "a", .isRegular = true}, {});
        QVERIFY(opened && opened->bytes);
        QCOMPARE(textAt(*opened->bytes, 0, static_cast<std::size_t>(size)).size(), static_cast<std::size_t>(size));
        (void)opened->bytes->nextHole(0);
    }
    QVERIFY(isSameFile(fixture->stat("a"), before));
    fixture->write("a", "HELLO"); // the positive control: a write is detected
    QVERIFY(!isSameFile(fixture->stat("a"), before));
}

void ObjectDomainTest::everyFailingCallIsReported()
{
    QFETCH(Domain, kind);
    const auto fixture = fixtureOf(kind);
    fixture->create("a", "hello");
    const auto heldResources = test::heldResources();
    for (int number = 0;; ++number) {
        int left = number;
        bool hasFailed = false;
        test::Intercept fails([&](Call call, const std::string &) { // the call of this number
            if (call == Call::Close || left < 0 || left-- > 0)
                return 0;
            hasFailed = true;
            return EIO;
        });
        bool isWhole = true;
        {
            const auto domain = fixture->domain(kind, &fails);
            isWhole = domain->open().has_value() && isWhole;
            isWhole = domain->open().has_value() && isWhole; // retried, if it failed
            std::unordered_set<std::string> touched;
            (void)domain->readChanges(touched);
            isWhole = domain->readChanges(touched).value_or(false) && isWhole;
            isWhole = namesOf(*domain) == std::vector<std::string>{"a"} && isWhole;
            const auto opened = domain->openNamed({.name = "a", .isRegular = true}, {});
            isWhole = opened && opened->status && opened->bytes && isWhole;
        }
        QCOMPARE(test::heldResources(), heldResources);
        if (!hasFailed) {
            QVERIFY(isWhole && number > 3);
            return;
        }
    }
}

SHMLAB_TEST_MAIN(ObjectDomainTest)
#include "tst_object_domain.moc"
