#include "file_access.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace alpha_engine {

namespace {

// More in one call than this is cut short by some systems.
constexpr std::size_t bytesPerCallMax = std::size_t{1} << 30;

template <class Call>
auto repeated(Call&& call) noexcept {
    auto result = call();
    while (result < 0 && errno == EINTR) result = call();
    return result;
}

bool fail(StorageError& error, StorageFault fault, std::string_view verb, std::string_view path) noexcept {
    error = systemError(fault, verb, path, errno);
    return false;
}

StorageFault faultOfOpening() noexcept {
    if (errno == ENOENT || errno == ENOTDIR) return StorageFault::notFound;
    return errno == EIO ? StorageFault::inputOutput : StorageFault::cannotOpen;
}

}  // namespace

void detail::FileHandle::close() noexcept {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

StorageError storageError(StorageFault fault, std::string text) noexcept { return {fault, 0, std::move(text)}; }

StorageError systemError(StorageFault fault, std::string_view verb, std::string_view path, int errorNumber) noexcept {
    std::string text = "cannot ";
    text.append(verb).append(" '").append(path).append("': ");
    return {fault, errorNumber, text + std::generic_category().message(errorNumber)};
}

bool openFile(const std::string& path, bool isWritten, detail::FileHandle& file, StorageError& error) noexcept {
    // O_NONBLOCK: a pipe must be refused, not waited for; to a plain file it means nothing.
    const int flags = (isWritten ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    detail::FileHandle opened(repeated([&]() noexcept { return ::open(path.c_str(), flags); }));
    if (!opened.isOpen()) {
        if (errno == ELOOP) {
            error = {StorageFault::cannotOpen, ELOOP,
                     "cannot open '" + path + "': it is a symbolic link; name the file that it leads to"};
            return false;
        }
        return fail(error, faultOfOpening(), "open", path);
    }
    struct stat status {};
    if (::fstat(opened.descriptor(), &status) != 0) return fail(error, StorageFault::inputOutput, "look at", path);
    if (!S_ISREG(status.st_mode)) {
        error = storageError(StorageFault::cannotOpen, "cannot open '" + path + "': it is no plain file");
        return false;
    }
    file = std::move(opened);
    return true;
}

bool createFile(const std::string& path, detail::FileHandle& file, StorageError& error) noexcept {
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    detail::FileHandle made(repeated([&]() noexcept { return ::open(path.c_str(), flags, 0644); }));
    if (!made.isOpen()) return fail(error, StorageFault::cannotOpen, "create", path);
    file = std::move(made);
    return true;
}

bool lockFile(const std::string& path, const detail::FileHandle& file, StorageError& error) noexcept {
    if (repeated([&]() noexcept { return ::flock(file.descriptor(), LOCK_EX | LOCK_NB); }) == 0) return true;
    if (errno != EWOULDBLOCK) return fail(error, StorageFault::inputOutput, "lock", path);
    error = {StorageFault::locked, EWOULDBLOCK, "cannot lock '" + path + "': another process is writing it"};
    return false;
}

bool fileLength(const std::string& path, const detail::FileHandle& file, std::uint64_t& length,
                StorageError& error) noexcept {
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0) return fail(error, StorageFault::inputOutput, "look at", path);
    length = static_cast<std::uint64_t>(status.st_size);
    return true;
}

bool hasName(const detail::FileHandle& file) noexcept {
    struct stat status {};
    return ::fstat(file.descriptor(), &status) == 0 && status.st_nlink > 0;
}

bool readAt(const std::string& path, const detail::FileHandle& file, std::uint64_t offset, void* bytes,
            std::size_t count, StorageError& error) noexcept {
    auto* next = static_cast<char*>(bytes);
    while (count > 0) {
        const ssize_t got = repeated([&]() noexcept {
            return ::pread(file.descriptor(), next, std::min(count, bytesPerCallMax), static_cast<off_t>(offset));
        });
        if (got < 0) return fail(error, StorageFault::inputOutput, "read", path);
        if (got == 0) {
            error = storageError(StorageFault::inputOutput,
                                 "cannot read '" + path + "': it has become shorter while it was read");
            return false;
        }
        next += got;
        offset += static_cast<std::uint64_t>(got);
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

bool writeAt(const std::string& path, const detail::FileHandle& file, std::uint64_t offset, const void* bytes,
             std::size_t count, StorageError& error) noexcept {
    const auto* next = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t put = repeated([&]() noexcept {
            return ::pwrite(file.descriptor(), next, std::min(count, bytesPerCallMax), static_cast<off_t>(offset));
        });
        if (put <= 0) return fail(error, StorageFault::inputOutput, "write", path);
        next += put;
        offset += static_cast<std::uint64_t>(put);
        count -= static_cast<std::size_t>(put);
    }
    return true;
}

bool setLength(const std::string& path, const detail::FileHandle& file, std::uint64_t length,
               StorageError& error) noexcept {
    const auto call = [&]() noexcept { return ::ftruncate(file.descriptor(), static_cast<off_t>(length)); };
    return repeated(call) == 0 || fail(error, StorageFault::inputOutput, "cut", path);
}

bool syncFile(const std::string& path, const detail::FileHandle& file, StorageError& error) noexcept {
#if defined(__APPLE__)
    const int result = ::fcntl(file.descriptor(), F_FULLFSYNC);
#else
    const int result = ::fdatasync(file.descriptor());
#endif
    return result == 0 || fail(error, StorageFault::inputOutput, "synchronize", path);
}

bool syncFolder(const std::string& path, StorageError& error) noexcept {
    const std::string folder = folderOf(path);
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    const detail::FileHandle opened(repeated([&]() noexcept { return ::open(folder.c_str(), flags); }));
    if (!opened.isOpen()) return fail(error, StorageFault::cannotOpen, "open", folder);
    return ::fsync(opened.descriptor()) == 0 || fail(error, StorageFault::inputOutput, "synchronize", folder);
}

std::string folderOf(std::string_view path) noexcept {
    const std::size_t slash = path.rfind('/');
    if (slash == path.npos) return ".";
    return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string_view nameOf(std::string_view path) noexcept {
    const std::size_t slash = path.rfind('/');
    return slash == path.npos ? path : path.substr(slash + 1);
}

}  // namespace alpha_engine
