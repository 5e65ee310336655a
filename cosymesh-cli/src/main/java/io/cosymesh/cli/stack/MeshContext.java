package io.cosymesh.cli.stack;

import java.net.URI;
import java.util.List;

import io.cosymesh.cli.console.Console;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;

/**
 * A CosyMesh that commands work on, wherever it runs: as processes of this machine, as
 * containers, as pods. Everything that differs between them is here. Whatever can't be
 * had ends the command with a {@link io.cosymesh.cli.console.CommandFailure} that says
 * what to do about it there.
 * <p>
 * Addresses are good on this machine until the context is closed: behind them may be
 * tunnels, which are programs that end with it.
 */
public interface MeshContext extends AutoCloseable {

	/**
	 * Returns how this context is spoken of.
	 * @return its words
	 */
	Guidance guidance();

	/**
	 * Tells whether a stack was ever started here.
	 * @return whether there is anything to look at
	 */
	boolean isBegun();

	/**
	 * Looks at every service without asking the mesh.
	 * @return in the order they start one report for each instance, and one for a service
	 * that has none
	 */
	List<ServiceReport> inspect();

	/**
	 * Returns who the operator is here.
	 * @return the name of a workload
	 */
	WorkloadName operator();

	/**
	 * Returns where SVIDs come from.
	 * @return the addresses of the CA
	 */
	CaAddress ca();

	/**
	 * Returns what the operator shows the CA, and what it trusts before that.
	 * @return the start of the operator's identity
	 */
	Bootstrap bootstrap();

	/**
	 * Returns the trust bundle that services begin with.
	 * @return a file of this machine
	 */
	TrustBundleFile trustBundle();

	/**
	 * Returns where a service takes requests of the mesh.
	 * @param service the service; where it has several instances, one of them
	 * @return its address on this machine
	 */
	URI mesh(MeshService service);

	/**
	 * Returns where one instance of a service takes requests of the mesh.
	 * @param instance what {@link #inspect()} told of it
	 * @return its address on this machine
	 */
	URI mesh(ServiceReport instance);

	/**
	 * Returns the front door, for this command.
	 * @return its address and what it knows the operator by
	 */
	GatewayAccess gateway();

	/**
	 * Returns what people and programs need to use the gateway.
	 * @return what is printed
	 */
	Credentials credentials();

	/**
	 * Starts what isn't running and waits until everything is ready.
	 * @param options how
	 * @param console where to say what goes on, and where the credentials are printed
	 */
	void up(StartOptions options, Console console);

	/**
	 * Stops everything and keeps what services have stored.
	 * @param agreed whether whoever typed it knows whom that disturbs
	 * @param console where to say what was stopped
	 */
	void down(boolean agreed, Console console);

	/**
	 * Restarts services and waits until they are ready.
	 * @param services the services; when none are named, all that don't run as they
	 * should
	 * @param console where to say what goes on
	 */
	void restart(List<MeshService> services, Console console);

	/**
	 * Prints what services wrote.
	 * @param request of which, and how much
	 * @param console where
	 */
	void logs(LogRequest request, Console console);

	@Override
	void close();

}
