package io.soletape.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * What travels between executors and the desk. Spark reads its messages with the classes that a
 * process started with, and on a cluster ours come later, with the jar: so only bytes travel.
 */
final class Envelope {

  private Envelope() {}

  static byte[] of(Serializable letter) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(letter);
    } catch (IOException e) {
      throw new UncheckedIOException("A message of the fetch desk cannot be written", e);
    }
    return bytes.toByteArray();
  }

  // A stream looks for classes where the code that reads it came from: in our jar.
  static Object opened(Object bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream((byte[]) bytes))) {
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A message of the fetch desk cannot be read", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "Driver and executors run different builds of soletape.jar: use one", e);
    }
  }
}
