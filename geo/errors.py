"""What can go wrong, in one short tree. "No such place" is a value, never an error."""


class DatelineError(Exception):
    """Base of every error that Dateline raises; its text is a sentence for a user.

    Parameters
    ----------
    message
        The sentence in English, ``{0}``, ``{1}`` … in the places of the values,
        so that it can be said in another language. Without values it is taken
        as it is, braces and all.
    """

    def __init__(self, message: str = "", *values: object) -> None:
        written = (f"{value:,}" if isinstance(value, int) else value for value in values)
        super().__init__(message.format(*written) if values else message)
        self.message = message
        # Plain values, so that an error can pass from one process to another.
        self.values = tuple(v if isinstance(v, int) else str(v) for v in values)


class ArticleError(DatelineError):
    """The input is no article: empty, binary, too long."""


class FetchError(DatelineError):
    """An address cannot be read: refused, out of reach, or no article there."""


class UploadError(DatelineError):
    """A file cannot be read as an article."""


class DataError(DatelineError):
    """A data file is missing, of another version, or broken."""


class GeocoderError(DatelineError):
    """A geocoding service could not be asked; the geopy error is its cause."""


class GeocoderTimeoutError(GeocoderError):
    """The service did not answer in time."""


class GeocoderRefusedError(GeocoderError):
    """The service refused the request: credentials, or a policy."""


class GeocoderQuotaError(GeocoderError):
    """The service's quota is used up, or it asks for fewer requests."""


class GeocoderReplyError(GeocoderError):
    """The service's reply to one question cannot be used; to others it may be."""


class StoryError(DatelineError):
    """A file is no story that this version can read."""


class StoreError(DatelineError):
    """The store of stories cannot be used, or has not what was asked for."""


class AccessError(DatelineError):
    """The desk does not open: a setting is wrong, or there were too many wrong guesses."""


class PictureError(DatelineError):
    """A picture was asked for that cannot be: an unknown size, a stop that the story lacks."""


class FontError(PictureError):
    """No installed font has some letter; the sentence says what to install."""


class EditError(DatelineError):
    """An edit cannot be made: what it concerns has gone, or it asks for too much."""


class EmbedError(DatelineError):
    """A page to embed was asked for at what is no web address."""
