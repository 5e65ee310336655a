package io.cosymesh.backend.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Keys for S3 in two files, read anew for each call so that they can change while the
 * service runs.
 */
final class CredentialFiles implements AwsCredentialsProvider {

	private final Path accessKey;

	private final Path secretKey;

	CredentialFiles(Path accessKey, Path secretKey) {
		this.accessKey = accessKey;
		this.secretKey = secretKey;
	}

	@Override
	public AwsCredentials resolveCredentials() {
		try {
			return AwsBasicCredentials.create(Files.readString(this.accessKey).strip(),
					Files.readString(this.secretKey).strip());
		}
		catch (IOException ex) {
			throw SdkClientException.create("The files with the keys can't be read", ex);
		}
	}

	@Override
	public String toString() {
		return "CredentialFiles[]";
	}

}
