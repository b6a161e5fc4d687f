"""Settings come from the environment only and are loud on bad values.

``docs/operate/settings.md`` lists every variable. A bad value stops the program with one sentence that names it.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from dondoc import databases, places


def env(name: str, default: str = "") -> str:
    """The variable's text; ``NAME_FILE`` may name a file that holds it (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: cannot read {path}: {error.strerror}") from error
    return os.environ.get(name, default)


def env_bool(name: str, default: bool) -> bool:
    """``1/true/yes`` or ``0/false/no``; anything else is refused."""
    text = env(name, "1" if default else "0").lower()
    if text in {"1", "true", "yes"}:
        return True
    if text in {"0", "false", "no", ""}:
        return False
    raise ImproperlyConfigured(f"{name}={text!r}: expected one of 1, true, yes, 0, false, no")


def env_int(name: str, default: int, *, least: int = 0) -> int:
    """A whole number not below ``least``."""
    text = env(name, str(default))
    if not text.isdigit() or int(text) < least:
        raise ImproperlyConfigured(f"{name}={text!r}: expected a whole number of at least {least}")
    return int(text)


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of the words; anything else is refused."""
    text = env(name, default).upper()
    if text not in choices:
        raise ImproperlyConfigured(f"{name}={text!r}: expected one of {', '.join(choices)}")
    return text


def env_addresses(name: str, default: str = "") -> list[str]:
    """Addresses with their scheme, separated by commas: ``https://nhiemvu.example.vn``."""
    addresses = [address.strip().rstrip("/") for address in env(name, default).split(",") if address.strip()]
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ImproperlyConfigured(f"{name}={address!r}: expected an address like https://nhiemvu.example.vn")
    return addresses


def bucket(url: str) -> dict[str, object]:
    """``s3://bucket/prefix`` as the options of django-storages; the store checks what it is sent (`documents.shelf`)."""
    parts = urlsplit(url)
    if not parts.hostname or parts.query or parts.username:
        raise ImproperlyConfigured(f"DONDOC_FILES={url!r}: expected a folder or s3://bucket/prefix")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(f"DONDOC_FILES={url!r}: install requirements-s3.lock, it has what speaks to S3")
    from botocore.config import Config

    endpoint = next(iter(env_addresses("DONDOC_S3_ENDPOINT")), None)
    speaking = Config(
        signature_version="s3v4", connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3, "mode": "standard"},
        s3={"addressing_style": "path" if endpoint else "auto"}, request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )  # fmt: skip
    return {
        "bucket_name": parts.netloc, "location": parts.path.strip("/"), "endpoint_url": endpoint,
        "region_name": env("DONDOC_S3_REGION", "us-east-1"), "access_key": env("DONDOC_S3_KEY") or None,
        "secret_key": env("DONDOC_S3_SECRET") or None, "client_config": speaking,
    }  # fmt: skip


DEMO = env_bool("DONDOC_DEMO", False)
DEBUG = env_bool("DONDOC_DEBUG", False)
VAR_DIR = places.state_folder()
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env("DONDOC_SECRET_KEY")
if not SECRET_KEY:
    if not (DEMO or DEBUG or "pytest" in sys.modules):
        raise ImproperlyConfigured("DONDOC_SECRET_KEY is not set: give at least 50 random characters")
    SECRET_KEY = "only-for-the-demo-and-for-tests-" + "x" * 40
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(f"DONDOC_SECRET_KEY has {len(SECRET_KEY)} characters: give at least 50 random ones")
ALLOWED_HOSTS = [host for host in env("DONDOC_HOSTS", "localhost,127.0.0.1").split(",") if host]
CSRF_TRUSTED_ORIGINS = env_addresses("DONDOC_ORIGINS")
BASE_URL = next(iter(env_addresses("DONDOC_BASE_URL")), "http://127.0.0.1:8000")
HTTPS = env_bool("DONDOC_HTTPS", not (DEMO or DEBUG or "pytest" in sys.modules))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "lucide",
    "csp",
    "dondoc.ui",  # before allauth: its templates are in our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "dondoc.printing",
    "dondoc.jobs",
    "dondoc.journal",
    "dondoc.gazette",
    "dondoc.units",
    "dondoc.waves",
    "dondoc.duties",
    "dondoc.documents",
    "dondoc.signatures",
    "dondoc.classified",
    "dondoc.tasks",
    "dondoc.urging",
    "dondoc.extensions",
    "dondoc.reports",
    "dondoc.backups",
    "dondoc.lawbook",
    "dondoc.workspace",
    "dondoc.operations",
    "dondoc.demo",
    "dondoc.console",
]

MIDDLEWARE = [
    "dondoc.operations.middleware.ProbeMiddleware",
    "dondoc.operations.middleware.MeterMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dondoc.ui.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dondoc.units.middleware.SessionInUseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dondoc.ui.drafts.DraftMiddleware",
    "dondoc.units.middleware.ActorMiddleware",
    "dondoc.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "dondoc.urls"
WSGI_APPLICATION = "dondoc.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dondoc.ui.context.page",
            ],
        },
    },
]

#: Widgets of forms are drawn by Jinja: the filter of the register alone has seventy of their templates.
FORM_RENDERER = "django.forms.renderers.Jinja2"

POOLED = env_bool("DONDOC_DATABASE_POOLED", False)
DATABASES: dict[str, dict[str, object]] = {
    "default": databases.named(env("DATABASE_URL", f"sqlite:///{VAR_DIR / 'dondoc.sqlite3'}"), pooled=POOLED)
}
if str(DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
    # A file, as in production: threads of a test are then rivals as they are there.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(gettempdir()) / f"dondoc-test-{os.getpid()}.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that all web processes count wrong passwords together; a province signs in within some minutes.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache", "OPTIONS": {"MAX_ENTRIES": 20000},
    },
}  # fmt: skip

AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "dondoc.units.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "dondoc.units.adapter.display"
#: Wrong passwords are few for an address and a name; right ones many: in the morning a whole office comes from one address.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_AGE = env_int("DONDOC_SESSION_HOURS", 10, least=1) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dondoc.ui.views.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env_bool("DONDOC_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Wrong passwords are counted per address: without this a stranger's would lock the door for everybody behind the proxy.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [places.carried("locale")]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "dondoc.ui.fonts.FontFinder",
]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or "pytest" in sys.modules:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = DEBUG
FILES = env("DONDOC_FILES", str(VAR_DIR / "files"))
FILES_DIR = VAR_DIR / "files" if FILES.startswith("s3://") else Path(FILES)
if FILES.startswith("s3://"):
    STORAGES["attachments"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": bucket(FILES)}
MEDIA_ROOT = FILES_DIR
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["dondoc.documents.uploads.GuardedUploadHandler"]
# Uploads on their way lie in a folder of our own: what a killed process left there is found and removed.
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
ATTACHMENT_BYTES = env_int("DONDOC_ATTACHMENT_MB", 50, least=1) * 1024 * 1024
ATTACHMENT_COUNT = env_int("DONDOC_ATTACHMENT_COUNT", 20, least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000

#: Below so many free bytes a disk is an alarm.
DISK_LOW_BYTES = env_int("DONDOC_DISK_LOW_MB", 2048, least=1) * 1024 * 1024
METRICS_TOKEN = env("DONDOC_METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured(
        f"DONDOC_METRICS_TOKEN has {len(METRICS_TOKEN)} characters: give at least 20 random ones"
    )
METRICS_DIR = VAR_DIR / "metrics"

BACKUP_TO = env("DONDOC_BACKUP_TO")
BACKUP_HOUR = env_int("DONDOC_BACKUP_HOUR", 1)
if BACKUP_HOUR > 23:
    raise ImproperlyConfigured(f"DONDOC_BACKUP_HOUR={BACKUP_HOUR}: expected an hour from 0 to 23")
BACKUP_KEEP = env_int("DONDOC_BACKUP_KEEP", 14, least=1)
BACKUP_KEY_FILE = env("DONDOC_BACKUP_KEY_FILE")
BACKUP_ALARM_HOURS = env_int("DONDOC_BACKUP_ALARM_HOURS", 30)
# pg_dump wants a session of its own: not through a pooler, and a standby serves as well.
BACKUP_DATABASE = databases.of_backups(env("DONDOC_BACKUP_DATABASE_URL"))
if POOLED and BACKUP_TO and BACKUP_DATABASE is None:
    raise ImproperlyConfigured(
        "DONDOC_BACKUP_DATABASE_URL is not set: pg_dump needs PostgreSQL's own address, not that of the pooler"
    )

#: A tick that would issue more to a register than so many acts, and than so many times an ordinary day, waits for its Office.
WAVE_LEAST = env_int("DONDOC_WAVE_LEAST", 200, least=1)
WAVE_TIMES = env_int("DONDOC_WAVE_TIMES", 3, least=1)

PROFILES_DIRS = places.profile_folders()
CALENDARS_DIR = places.calendar_folder()

EMAIL_HOST = env("DONDOC_MAIL_HOST")
EMAIL_PORT = env_int("DONDOC_MAIL_PORT", 25, least=1)
EMAIL_HOST_USER = env("DONDOC_MAIL_USER")
EMAIL_HOST_PASSWORD = env("DONDOC_MAIL_PASSWORD")
EMAIL_USE_TLS = env_bool("DONDOC_MAIL_TLS", False)
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.dummy.EmailBackend"
)
DEFAULT_FROM_EMAIL = env("DONDOC_MAIL_FROM", "dondoc@localhost")

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": "dondoc.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": env_choice("DONDOC_LOG", "WARNING", LEVELS)},
    "loggers": {"dondoc": {"level": env_choice("DONDOC_LOG", "INFO", LEVELS)}},
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]
