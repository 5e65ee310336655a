package io.cosymesh.cli.stack;

/**
 * How a context is spoken of: where CosyMesh is, and what a person types there to look
 * closer or to mend something. Commands are named as for the local stack;
 * {@link #wording} makes them fit.
 */
public interface Guidance {

	/**
	 * Says as a fact that there is something to look at.
	 * @return such as "CosyMesh was started from /home"
	 */
	String place();

	/**
	 * Says that there isn't.
	 * @return the opposite of {@link #place()}
	 */
	String absence();

	/**
	 * Says how that changes.
	 * @return what to type
	 */
	String beginning();

	/**
	 * Says what is missing of a service that doesn't run, if nobody knows better.
	 * @return what isn't there
	 */
	String stopped();

	/**
	 * Says how a service that doesn't run is looked into and started.
	 * @param instance what is known of it
	 * @return what to type
	 */
	String revival(ServiceReport instance);

	/**
	 * Says what a service that runs runs as.
	 * @param instance what is known of it
	 * @return a process, a container, a pod
	 */
	String running(ServiceReport instance);

	/**
	 * Says how a service that runs and says nothing is looked into and started anew.
	 * @param instance what is known of it
	 * @return what to type
	 */
	String awakening(ServiceReport instance);

	/**
	 * Says what the CA has to know before the operator gets an SVID.
	 * @return a sentence
	 */
	String operatorIdentity();

	/**
	 * Says how the trust bundle gets where it is read.
	 * @return a sentence
	 */
	String trustBundle();

	/**
	 * Says where the operator's API key comes from.
	 * @return a place
	 */
	String apiKey();

	/**
	 * Says what has to run before the URL of the credentials leads anywhere.
	 * @return a sentence, empty where nothing has to
	 */
	default String wayToGateway() {
		return "";
	}

	/**
	 * Has a text name commands that do here what it says.
	 * @param text what services and checks say
	 * @return the text for this context
	 */
	String wording(String text);

}
