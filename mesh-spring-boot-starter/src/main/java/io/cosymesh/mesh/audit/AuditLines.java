package io.cosymesh.mesh.audit;

/**
 * Where the lines of the audit log go.
 */
@FunctionalInterface
interface AuditLines extends AutoCloseable {

	void write(String line);

	@Override
	default void close() {
	}

}
