package io.soletape.sandbox;

/** What one platform answers; pace, quota and faults are judged before it is asked. */
interface Desk {

  /** Returns the platform's name as in the tables. */
  String platform();

  /** Returns the kind of call, for counting. */
  String endpointOf(Call call);

  /** Returns false for a call that the platform's pace and faults leave alone. */
  boolean isApiCall(Call call);

  /** Returns the answer to a call that is neither refused nor hit by a fault. */
  Reply answer(Call call);

  /** Returns an error in the platform's own shape. */
  Reply error(int status, String message);

  /** Returns the failure of the part that serves the Flex programme, where there is one. */
  default Reply flexError() {
    return error(500, "Internal server error");
  }

  /** Returns the answer with what the platform adds to every one of them. */
  default Reply signed(Reply reply, long ordinal) {
    return reply;
  }

  /** Returns true if the token of this call may be refused before its time, and notes it. */
  default boolean refusesEarly(Call call) {
    return false;
  }
}
