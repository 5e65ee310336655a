package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A private data directory for espeak-ng: links to the installed data, and voice variants
 * of our own. espeak-ng reads at most about 200 variants, so the longest unused are
 * removed; one in use never is.
 */
final class PrivateVoices implements AutoCloseable {

	/** espeak-ng keeps the path in a buffer of 160 bytes and appends to it. */
	private static final int LONGEST_PATH = 119;

	private static final String PREFIX = "cosymesh-espeak-";

	/** Names of what this process made: a model that is reloaded has two for a while. */
	private static final Set<String> ours = ConcurrentHashMap.newKeySet();

	private final Path root;

	private final Path variants;

	private final int capacity;

	private final Map<VoiceVariant, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	private long created;

	private PrivateVoices(Path root, Path variants, int capacity) {
		this.root = root;
		this.variants = variants;
		this.capacity = capacity;
	}

	/**
	 * Makes the directory.
	 * @param installed the installed data directory
	 * @param workDirectory where to make it, or nothing for the temporary directory
	 * @param capacity variants kept though unused
	 */
	static synchronized PrivateVoices create(Path installed, @Nullable Path workDirectory, int capacity)
			throws IOException {
		Path parent = (workDirectory != null) ? Files.createDirectories(workDirectory).toAbsolutePath()
				: Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
		removeAbandoned(parent);
		Path root = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
		Path data = Files.createDirectory(root.resolve("espeak-ng-data"));
		if (data.toString().length() > LONGEST_PATH) {
			Files.delete(data);
			Files.delete(root);
			throw new IOException(
					"The path %s is longer than espeak-ng takes; set a shorter work-directory".formatted(data));
		}
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(installed)) {
			for (Path entry : entries) {
				if (!entry.getFileName().toString().equals("voices")) {
					Files.createSymbolicLink(data.resolve(entry.getFileName()), entry);
				}
			}
		}
		Path variants = Files.createDirectories(data.resolve("voices").resolve("!v"));
		ours.add(name(root));
		return new PrivateVoices(root, variants, capacity);
	}

	Path path() {
		return this.root;
	}

	/** Makes a variant available until the lease is closed. */
	synchronized Lease lease(VoiceVariant variant) {
		Entry entry = this.entries.computeIfAbsent(variant, this::write);
		entry.users++;
		evict();
		return new Lease(this, entry);
	}

	synchronized int size() {
		return this.entries.size();
	}

	@Override
	public void close() {
		try {
			FileSystemUtils.deleteRecursively(this.root);
			ours.remove(name(this.root));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Entry write(VoiceVariant variant) {
		String name = "v" + Long.toString(this.created++, Character.MAX_RADIX);
		try {
			return new Entry(name, Files.writeString(this.variants.resolve(name), variant.definition()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Can't write a voice variant", ex);
		}
	}

	private synchronized void release(Entry entry) {
		entry.users--;
		evict();
	}

	private void evict() {
		int excess = this.entries.size() - this.capacity;
		for (var oldest = this.entries.values().iterator(); excess > 0 && oldest.hasNext();) {
			Entry entry = oldest.next();
			if (entry.users == 0) {
				oldest.remove();
				excess--;
				delete(entry.file);
			}
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Can't remove a voice variant", ex);
		}
	}

	/** A killed process can't clean up; its successor does. */
	private static void removeAbandoned(Path parent) throws IOException {
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, PREFIX + "*")) {
			for (Path entry : entries) {
				String pid = name(entry).substring(PREFIX.length()).split("-", 2)[0];
				if (Files.isWritable(entry) && pid.matches("\\d{1,9}") && isAbandoned(entry, Long.parseLong(pid))) {
					FileSystemUtils.deleteRecursively(entry);
				}
			}
		}
	}

	/** In a container, the process before had the same number as this one: 1. */
	private static boolean isAbandoned(Path entry, long pid) {
		return (pid == ProcessHandle.current().pid()) ? !ours.contains(name(entry)) : ProcessHandle.of(pid).isEmpty();
	}

	private static String name(Path directory) {
		return directory.getFileName().toString();
	}

	private static final class Entry {

		private final String name;

		private final Path file;

		private int users;

		Entry(String name, Path file) {
			this.name = name;
			this.file = file;
		}

	}

	/** Keeps a variant's file in place. */
	static final class Lease implements AutoCloseable {

		private final PrivateVoices owner;

		private final Entry entry;

		private Lease(PrivateVoices owner, Entry entry) {
			this.owner = owner;
			this.entry = entry;
		}

		String name() {
			return this.entry.name;
		}

		@Override
		public void close() {
			this.owner.release(this.entry);
		}

	}

}
