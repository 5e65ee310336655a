package io.cosymesh.backend.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.utils.Md5Utils;

/**
 * Audio in a bucket, an object each. S3 shows an object once it is whole, so there are no
 * rests of crashes.
 */
final class S3AudioStore implements AudioStore, AutoCloseable {

	private static final String EXTENSION = ".pcm";

	private final S3Client client;

	private final String bucket;

	private final String prefix;

	S3AudioStore(S3Client client, String bucket, String prefix) {
		this.client = client;
		this.bucket = bucket;
		this.prefix = prefix;
	}

	@Override
	public AudioKey store(String folder, byte[] audio) {
		AudioKey key = AudioKey.of(folder, audio);
		// The one checksum that every server compares with what arrived; it is no
		// protection against anybody.
		String checksum = Md5Utils.md5AsBase64(audio);
		call(() -> this.client.putObject((put) -> put.bucket(this.bucket).key(name(key)).contentMD5(checksum),
				RequestBody.fromBytes(audio)));
		return key;
	}

	@Override
	public Optional<byte[]> read(AudioKey key) {
		Optional<byte[]> audio = ifThere(
				() -> this.client.getObjectAsBytes((get) -> get.bucket(this.bucket).key(name(key))).asByteArray());
		if (audio.isPresent() && !AudioKey.of(key.folder(), audio.get()).equals(key)) {
			throw new StorageException.Damaged(key);
		}
		return audio;
	}

	@Override
	public boolean contains(AudioKey key) {
		return ifThere(() -> this.client.headObject((head) -> head.bucket(this.bucket).key(name(key)))).isPresent();
	}

	@Override
	public void delete(AudioKey key) {
		ifThere(() -> this.client.deleteObject((delete) -> delete.bucket(this.bucket).key(name(key))));
	}

	@Override
	public List<StoredAudio> list(String folder) {
		return call(() -> this.client
			.listObjectsV2Paginator((list) -> list.bucket(this.bucket).prefix(this.prefix + folder + "/"))
			.contents()
			.stream()
			.map(this::stored)
			.flatMap(Optional::stream)
			.toList());
	}

	@Override
	public void deleteRests() {
		// there are none
	}

	@Override
	public void check() {
		call(() -> this.client.headBucket((head) -> head.bucket(this.bucket)));
	}

	@Override
	public void close() {
		this.client.close();
	}

	private String name(AudioKey key) {
		return this.prefix + key.folder() + "/" + key.sha256() + EXTENSION;
	}

	private Optional<StoredAudio> stored(S3Object object) {
		String name = object.key().substring(this.prefix.length());
		int slash = name.lastIndexOf('/');
		if (slash < 0 || !name.endsWith(EXTENSION)) {
			return Optional.empty();
		}
		try {
			AudioKey key = new AudioKey(name.substring(0, slash),
					name.substring(slash + 1, name.length() - EXTENSION.length()));
			return Optional.of(new StoredAudio(key, object.size(), object.lastModified()));
		}
		catch (IllegalArgumentException _) {
			// not one of ours
			return Optional.empty();
		}
	}

	private <T> Optional<T> ifThere(Supplier<T> call) {
		return call(() -> {
			try {
				return Optional.of(call.get());
			}
			catch (NoSuchKeyException _) {
				return Optional.empty();
			}
		});
	}

	private <T> T call(Supplier<T> call) {
		try {
			return call.get();
		}
		catch (S3Exception ex) {
			throw failure(ex);
		}
		catch (AbortedException ex) {
			throw new StorageException.Unavailable(StorageException.INTERRUPTED, ex);
		}
		catch (SdkException ex) {
			throw new StorageException.Unavailable("unreachable", ex);
		}
	}

	/**
	 * Tells failures apart by what S3 calls them; an answer without a body has the status
	 * alone.
	 */
	private static StorageException failure(S3Exception failure) {
		String code = (failure.awsErrorDetails() != null) ? String.valueOf(failure.awsErrorDetails().errorCode()) : "";
		if (failure.statusCode() == 507 || code.contains("StorageFull") || code.contains("QuotaExceeded")) {
			return new StorageException.Full(failure);
		}
		return new StorageException.Unavailable(switch (failure.statusCode()) {
			case 301, 307 -> "wrong-region";
			case 401, 403 -> "access-denied";
			case 404 -> "no-such-bucket";
			default -> "failing";
		}, failure);
	}

}
